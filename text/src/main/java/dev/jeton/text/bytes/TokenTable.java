package dev.jeton.text.bytes;

import dev.jeton.text.TokenizerException;
import java.util.Arrays;

/** The byte strings of a vocabulary by id, and their ids by bytes. Ids may have holes. */
public final class TokenTable {
  private static final int HOLE = -1;

  /** Tokens of 8 to so many bytes stand in {@link PairKeys}. */
  private static final int PAIR = 16;

  private byte[] arena = new byte[1 << 16];
  private int arenaLength;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private int bits = 10;
  private long[] slots = new long[2 << bits]; // ByteHash.key, id + 1
  private final PairKeys pairs = new PairKeys();
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
    if (token.length > ByteHash.WHOLE && token.length <= PAIR) {
      pairs.add(token, id);
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
    int length = to - from;
    if (length > ByteHash.WHOLE && length <= PAIR) {
      return pairs.find(bytes, from, to);
    }
    long key = ByteHash.key(bytes, from, to);
    int mask = (1 << bits) - 1;
    for (int slot = ByteHash.slot(key, bits); ; slot = slot + 1 & mask) {
      long found = slots[2 * slot + 1];
      if (found == 0) {
        return HOLE;
      }
      int id = (int) found - 1;
      if (slots[2 * slot] == key && (length <= ByteHash.WHOLE || same(id, bytes, from, to))) {
        return id;
      }
    }
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
    long key = ByteHash.key(arena, start, end);
    int mask = (1 << bits) - 1;
    int slot = ByteHash.slot(key, bits);
    while (slots[2 * slot + 1] != 0) {
      if (slots[2 * slot] == key && same((int) slots[2 * slot + 1] - 1, arena, start, end)) {
        return;
      }
      slot = slot + 1 & mask;
    }
    slots[2 * slot] = key;
    slots[2 * slot + 1] = id + 1L;
  }

  private void grow() {
    var old = slots;
    bits++;
    slots = new long[2 << bits];
    for (int i = 1; i < old.length; i += 2) {
      if (old[i] != 0) {
        insert((int) old[i] - 1);
      }
    }
  }
}
