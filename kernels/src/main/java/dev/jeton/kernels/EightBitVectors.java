package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Vectors of int8, arranged for products with {@link EightBitRows}: each 32 neighbouring numbers
 * share a scale, {@code x = scale * code}, scale = largest magnitude / 127, codes rounded to the
 * nearest. A block with NaN or infinities gets a NaN scale, so that products are NaN; one whose
 * numbers are all below 1e-30 becomes zeros.
 *
 * <p>Vectors stand in tiles of 4, 2 or 1, whose members lie beside each other: pairs of codes
 * {@code [word][part][tile]}, in the order in which {@link EightBitRows} gives its codes; what
 * belongs to groups {@code [group][tile]}.
 */
final class EightBitVectors {
  private static final ThreadLocal<EightBitVectors> OF_THREAD =
      ThreadLocal.withInitial(EightBitVectors::new);

  private int[] codes = {};
  private float[] scales = {};
  private int[] starts = {};
  private float[] sums = {};
  private int n;
  private int pairs;
  private int groups;

  // what is being multiplied, and the two tasks of it that threads share: made once, not for each
  private static final EightBitRows NOTHING =
      EightBitRows.of(1, new WeightRows(WeightType.Q8_0, MemorySegment.NULL, 0, 0));
  private static final float[] NONE = {};
  private EightBitRows w = NOTHING;
  private float[] x = NONE;
  private int from;
  private float[] out = NONE;
  private int outFrom;
  private final Kernels.Range rounding = this::round;
  private final Kernels.Range products = this::products;

  /** Those of the calling thread. */
  static EightBitVectors ofThread() {
    return OF_THREAD.get();
  }

  /** Two codes of 16 bits, the first in the lower half. */
  int[] codes() {
    return codes;
  }

  float[] scales() {
    return scales;
  }

  /** What is added to a group's products to make the weights' codes signed. */
  int[] starts() {
    return starts;
  }

  /** The sum of a group's numbers, rounded as they are. */
  float[] sums() {
    return sums;
  }

  int n() {
    return n;
  }

  /** How many vectors stand in the tile that begins with vector {@code first}. */
  static int tile(int first, int n) {
    return Math.min(4, Integer.highestOneBit(n - first));
  }

  /** Where the codes of the tile that begins with vector {@code first} begin. */
  int codesFrom(int first) {
    return first * pairs;
  }

  /** Where its scales, starts and sums begin. */
  int groupsFrom(int first) {
    return first * groups;
  }

  /** Takes on n vectors of {@code columns} numbers of x, and multiplies them. */
  void multiply(EightBitRows w, float[] x, int from, int n, float[] out, int outFrom) {
    this.out = out;
    this.outFrom = outFrom;
    try {
      set(w, x, from, n);
      Kernels.share(w.panels(), 20.0 * n * w.rows() * w.columns(), products);
    } finally { // a thread must not hold what it once multiplied
      this.w = NOTHING;
      this.x = NONE;
      this.out = NONE;
    }
  }

  /** Takes on n vectors of {@code columns} numbers of x. */
  void set(EightBitRows w, float[] x, int from, int n) {
    this.w = w;
    this.x = x;
    this.from = from;
    this.n = n;
    pairs = w.columns() / 2;
    groups = w.groups();
    room(Math.multiplyExact(n, w.columns() / 16));
    Kernels.share(n, 20.0 * n * w.columns(), rounding);
  }

  private void round(int first, int end) {
    for (int i = first; i < end; i++) {
      Kernels.best().round(this, w, x, from + i * w.columns(), i);
    }
  }

  private void products(int first, int end) {
    Kernels.best().multiply(w, this, first, end, out, outFrom);
  }

  private void room(int halfBlocks) {
    if (scales.length < halfBlocks) {
      int size = halfBlocks + halfBlocks / 4;
      codes = new int[8 * size];
      scales = new float[size];
      starts = new int[size];
      sums = new float[size];
    }
  }

  /** The vector with which the tile of {@code vector} begins. */
  int firstOfTile(int vector) {
    int first = vector & ~3;
    while (first + tile(first, n) <= vector) {
      first += tile(first, n);
    }
    return first;
  }

  /** Of a block whose largest magnitude is {@code largest}. */
  static float scale(float largest) {
    return largest < 1e-30f ? 0 : largest <= Float.MAX_VALUE ? largest / 127 : Float.NaN;
  }
}
