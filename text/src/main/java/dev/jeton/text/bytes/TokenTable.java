package dev.jeton.text.bytes;

import dev.jeton.text.TokenizerException;
import java.util.Arrays;

/** The byte strings of a vocabulary by id, and their ids by bytes. Ids may have holes. */
public final class TokenTable {
  private static final int HOLE = -1;

  private byte[] arena = new byte[1 << 16];
  private int arenaLength;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private final ShortKeys shorts = new ShortKeys();

  // longer tokens
  private int bits = 6;
  private long[] slots = new long[1 << bits]; // ByteHash << 32 | id + 1
  private int size;
  private int entries;

  /**
   * Adds a token that {@link #find} finds unless an earlier one has the same bytes.
   *
   * @param id at least 0; ids below the largest that are never added are holes
   * @throws TokenizerException if {@code id} was added before
   */
  public void add(int id, byte[] token) {
    addUnfindable(id, token);
    if (token.length <= ShortKeys.LONGEST) {
      shorts.add(token, id);
      return;
    }
    if (++entries > 1 << bits - 1) {
      grow();
    }
    insert(id);
  }

  /** Adds a token that is only known by its id. */
  public void addUnfindable(int id, byte[] token) {
    if (id < 0 || id > 1 << 26) {
      throw new TokenizerException("expected ids from 0 to 67108864, found " + id);
    }
    if (id >= starts.length) {
      int old = starts.length;
      starts = Arrays.copyOf(starts, Math.max(id + 1, old + old / 2));
      lengths = Arrays.copyOf(lengths, starts.length);
      Arrays.fill(lengths, old, lengths.length, HOLE);
    }
    if (lengths[id] != HOLE) {
      throw new TokenizerException("expected each id once, found %d twice".formatted(id));
    }
    if (arenaLength + token.length > arena.length) {
      arena = Arrays.copyOf(arena, Math.max(2 * arena.length, arenaLength + token.length));
    }
    System.arraycopy(token, 0, arena, arenaLength, token.length);
    starts[id] = arenaLength;
    lengths[id] = token.length;
    arenaLength += token.length;
    size = Math.max(size, id + 1);
  }

  /** One more than the largest id. */
  public int size() {
    return size;
  }

  /** Whether there is a token of this id. */
  public boolean has(int id) {
    return id >= 0 && id < size && lengths[id] != HOLE;
  }

  /** How many bytes the token of {@code id} has; the id must exist. */
  public int length(int id) {
    return lengths[id];
  }

  /** A copy of the bytes of {@code id}; the id must exist. */
  public byte[] bytes(int id) {
    return Arrays.copyOfRange(arena, starts[id], starts[id] + lengths[id]);
  }

  /** The id of {@code bytes[from, to)}, or −1. */
  public int find(byte[] bytes, int from, int to) {
    return to - from <= ShortKeys.LONGEST
        ? shorts.find(bytes, from, to)
        : (int) slots[slot(bytes, from, to)] - 1;
  }

  /**
   * The ids of {@code n} strings, one behind the other, of which the first begins at {@code from};
   * −1 for those that are no token.
   */
  public void find(byte[] bytes, int from, int[] ends, int n, int[] ids) {
    shorts.find(bytes, from, ends, n, ids);
    int start = from;
    for (int i = 0; i < n; i++) {
      if (ends[i] - start > ShortKeys.LONGEST) {
        ids[i] = find(bytes, start, ends[i]);
      }
      start = ends[i];
    }
  }

  /** Where a longer token stands, or would. */
  private int slot(byte[] bytes, int from, int to) {
    int hash = ByteHash.of(bytes, from, to);
    int slot = hash >>> 32 - bits;
    while (slots[slot] != 0
        && ((int) (slots[slot] >>> 32) != hash || !same((int) slots[slot] - 1, bytes, from, to))) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /** The id of {@code bytes}, or −1. */
  public int find(byte[] bytes) {
    return find(bytes, 0, bytes.length);
  }

  private boolean same(int id, byte[] bytes, int from, int to) {
    int start = starts[id];
    return lengths[id] == to - from
        && Arrays.equals(arena, start, start + lengths[id], bytes, from, to);
  }

  private void insert(int id) {
    int start = starts[id];
    int end = start + lengths[id];
    int slot = slot(arena, start, end);
    if (slots[slot] == 0) {
      slots[slot] = (long) ByteHash.of(arena, start, end) << 32 | id + 1;
    }
  }

  private void grow() {
    var old = slots;
    bits++;
    slots = new long[1 << bits];
    for (long slot : old) {
      if (slot != 0) {
        insert((int) slot - 1);
      }
    }
  }
}
