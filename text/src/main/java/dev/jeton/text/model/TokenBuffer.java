package dev.jeton.text.model;

import dev.jeton.text.bytes.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes what models give: only how many ids, or the ids, or the ids and where they stand. */
public final class TokenBuffer {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private int @Nullable [] ids;
  private int @Nullable [] starts;
  private int @Nullable [] ends;
  private int size;

  private TokenBuffer(int @Nullable [] ids, int @Nullable [] starts, int @Nullable [] ends) {
    this.ids = ids;
    this.starts = starts;
    this.ends = ends;
  }

  /** Counts. */
  public static TokenBuffer counting() {
    return new TokenBuffer(null, null, null);
  }

  /** Keeps ids; room for {@code expected} at first. */
  public static TokenBuffer keepingIds(int expected) {
    return new TokenBuffer(new int[expected + 16], null, null);
  }

  /** Keeps ids and the bytes of the given text that they stand for. */
  public static TokenBuffer keepingOffsets(int expected) {
    return new TokenBuffer(new int[expected + 16], new int[expected + 16], new int[expected + 16]);
  }

  /** How many ids came. */
  public int size() {
    return size;
  }

  /** A token that stands for the given text's bytes {@code [start, end)}. */
  public void add(int id, int start, int end) {
    if (ids != null) {
      reserve(1);
      ids[size] = id;
      if (starts != null && ends != null) {
        starts[size] = start;
        ends[size] = end;
      }
    }
    size++;
  }

  /** A token that stands for {@code text[from, to)}, at least one byte. */
  public void add(int id, Text text, int from, int to) {
    if (starts == null) {
      add(id, 0, 0);
    } else {
      add(id, text.originalStart(from), text.originalEnd(to - 1));
    }
  }

  /**
   * The tokens {@code ids[first]} on, {@code n} of them, the first of which begins at {@code
   * text[from]}; {@code lengths[firstLength]} on are how many bytes each stands for.
   */
  void add(int[] ids, int first, int[] lengths, int firstLength, int n, Text text, int from) {
    if (starts == null) {
      addIds(ids, first, n);
      return;
    }
    int at = from;
    for (int i = 0; i < n; i++) {
      int end = at + lengths[firstLength + i];
      add(ids[first + i], text, at, end);
      at = end;
    }
  }

  /** Whether offsets are kept. */
  boolean placed() {
    return starts != null;
  }

  /** Ids without offsets, {@code more[first]} on. */
  void addIds(int[] more, int first, int n) {
    if (ids != null) {
      reserve(n);
      if (n < 8) {
        for (int i = 0; i < n; i++) {
          ids[size + i] = more[first + i];
        }
      } else {
        System.arraycopy(more, first, ids, size, n);
      }
    }
    size += n;
  }

  /** Ids without offsets, each of four bytes, from {@code more[first]} on. */
  void addIds(byte[] more, int first, int n) {
    if (ids != null) {
      reserve(n);
      for (int i = 0; i < n; i++) {
        ids[size + i] = (int) INT.get(more, first + 4 * i);
      }
    }
    size += n;
  }

  /** Up to eight ids without offsets, two in each of four numbers from {@code more[first]} on. */
  void addUpToEight(long[] more, int first, int n) {
    if (ids != null) {
      reserve(8);
      for (int i = 0; i < 4; i++) {
        ids[size + 2 * i] = (int) more[first + i];
        ids[size + 2 * i + 1] = (int) (more[first + i] >>> 32);
      }
    }
    size += n;
  }

  private void reserve(int more) {
    if (ids != null && size + more > ids.length) {
      int capacity = Math.max(size + more, Math.addExact(size, size / 2 + 16));
      ids = Arrays.copyOf(ids, capacity);
      starts = starts == null ? null : Arrays.copyOf(starts, capacity);
      ends = ends == null ? null : Arrays.copyOf(ends, capacity);
    }
  }

  /** The ids, if they are kept. */
  public int[] ids() {
    return kept(ids);
  }

  /** First byte of each token in the given text, if offsets are kept. */
  public int[] starts() {
    return kept(starts);
  }

  /** One after the last byte of each token in the given text, if offsets are kept. */
  public int[] ends() {
    return kept(ends);
  }

  private int[] kept(int @Nullable [] values) {
    if (values == null) {
      throw new IllegalStateException("not kept");
    }
    return Arrays.copyOf(values, size);
  }
}
