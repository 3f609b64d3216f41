package dev.jeton.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Vectors of int8, arranged for products with {@link EightBitRows}: each 32 neighbouring numbers
 * share a scale, {@code x = scale * code}, scale = largest magnitude / 127, codes rounded to the
 * nearest. A block with NaN or infinities gets a NaN scale, so that products are NaN; one whose
 * numbers are all below 1e-30 becomes zeros.
 *
 * <p>Vectors stand in tiles of 4, 2 or 1, whose members lie beside each other: codes as 16 bits,
 * {@code [group][word][part][tile][lane][half]}, in the order in which {@link EightBitRows} gives
 * its codes; scales and sums {@code [group][tile][lane]}.
 */
final class EightBitVectors {
  private static final ThreadLocal<EightBitVectors> OF_THREAD =
      ThreadLocal.withInitial(EightBitVectors::new);

  private MemorySegment codes = MemorySegment.NULL;
  private MemorySegment scales = MemorySegment.NULL;
  private MemorySegment starts = MemorySegment.NULL;
  private MemorySegment sums = MemorySegment.NULL;
  private int n;
  private int blocks;

  /** Those of the calling thread. */
  static EightBitVectors ofThread() {
    return OF_THREAD.get();
  }

  /** Shorts. */
  MemorySegment codes() {
    return codes;
  }

  /** Floats. */
  MemorySegment scales() {
    return scales;
  }

  /** Ints: what is added to a block's products to make the weights' codes signed. */
  MemorySegment starts() {
    return starts;
  }

  /** Ints: the codes of a block, summed. */
  MemorySegment sums() {
    return sums;
  }

  int n() {
    return n;
  }

  /** How many vectors stand in the tile that begins with vector {@code first}. */
  static int tile(int first, int n) {
    return Math.min(4, Integer.highestOneBit(n - first));
  }

  /** Blocks of all vectors before this one. */
  long block(int vector) {
    return (long) vector * blocks;
  }

  /** Takes on n vectors of {@code columns} numbers of x. */
  void set(EightBitRows w, float[] x, int from, int n) {
    this.n = n;
    blocks = w.groups() * w.lanes();
    room(Math.multiplyExact(n, blocks));
    Kernels.share(
        n,
        40.0 * n * w.columns(),
        (first, end) -> {
          for (int i = first; i < end; i++) {
            arrange(w, x, from + i * w.columns(), i);
          }
        });
  }

  private void room(int all) {
    if (scales.byteSize() < 4L * all) {
      int size = Math.max(64, all + all / 4);
      var arena = Arena.ofAuto();
      codes = arena.allocate(64L * size, 64);
      scales = arena.allocate(4L * size, 64);
      starts = arena.allocate(4L * size, 64);
      sums = arena.allocate(4L * size, 64);
    }
  }

  private void arrange(EightBitRows w, float[] x, int from, int vector) {
    int first = firstOfTile(vector);
    int tile = tile(first, n);
    int lanes = w.lanes();
    for (int b = 0; b < blocks; b++) {
      int group = b / lanes;
      int lane = b % lanes;
      long at = block(first) + ((long) group * tile + vector - first) * lanes + lane;
      long to = 64L * (block(first) + (long) group * tile * lanes) + 4L * lane;
      long step = 4L * lanes;
      to += step * (vector - first);
      if (32 * b < w.columns()) {
        round(w, x, from + 32 * b, at, to, step * tile);
      } else {
        write(at, 0, 0, 0);
        for (int i = 0; i < 16; i++) {
          codes.set(WeightBlock.INT, to + i * step * tile, 0);
        }
      }
    }
  }

  private int firstOfTile(int vector) {
    int first = vector & ~3;
    while (first + tile(first, n) <= vector) {
      first += tile(first, n);
    }
    return first;
  }

  private void write(long at, float scale, int start, int sum) {
    scales.set(WeightBlock.INT, 4 * at, Float.floatToRawIntBits(scale));
    starts.set(WeightBlock.INT, 4 * at, start);
    sums.set(WeightBlock.INT, 4 * at, sum);
  }

  /** Rounds a block of 32: pairs of codes go {@code step} bytes apart. */
  private void round(EightBitRows w, float[] x, int from, long at, long to, long step) {
    float largest = largest(x, from);
    float scale = scale(largest);
    float factor = scale > 0 ? 127 / largest : 0;
    boolean nibbles = w.nibbles();
    int sum = 0;
    for (int i = 0; i < 16; i++) { // word and part
      int k = nibbles ? 4 * (i >> 2) + (i >> 1 & 1) + 16 * (i & 1) : 4 * (i >> 1) + (i & 1);
      int low = scale > 0 ? code(x[from + k] * factor) : 0;
      int high = scale > 0 ? code(x[from + k + 2] * factor) : 0;
      codes.set(WeightBlock.INT, to + i * step, low & 0xFFFF | high << 16);
      sum += low + high;
    }
    write(at, scale, w.type() == WeightType.Q4_0 ? -8 * sum : 0, sum);
  }

  private static float largest(float[] x, int from) {
    float largest = 0;
    for (int k = from; k < from + 32; k++) {
      largest = Math.max(largest, Math.abs(x[k]));
    }
    return largest;
  }

  /** Of a block whose largest magnitude is {@code largest}. */
  static float scale(float largest) {
    return largest < 1e-30f ? 0 : largest <= Float.MAX_VALUE ? largest / 127 : Float.NaN;
  }

  /** Added and taken away again, it leaves the nearest integer, ties to even. */
  private static final float ROUND = 0x1.8p23f;

  private static int code(float scaled) {
    return (int) (scaled + ROUND - ROUND);
  }
}
