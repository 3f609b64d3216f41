package dev.jeton.llm.kv;

/**
 * Rotary positions: each pair of a head's values is turned by position times the pair's frequency
 * (Su et al., arXiv:2104.09864, section 3.2.2). Safe to share between threads.
 */
public final class Rotation {

  /** Which values are a pair. */
  public enum Pairs {
    /** Values 2i and 2i + 1. */
    NEIGHBOURS,
    /** Value i of the first half and value i of the second. */
    HALVES
  }

  /** No positions in keys and queries. */
  public static final Rotation NONE = new Rotation(Pairs.HALVES, new double[0], 1);

  private final Pairs pairs;
  private final double[] frequencies;
  private final float magnitude;
  private final int side; // of the square that positions form, or 0
  private volatile Table table = new Table(0, new float[0], new float[0]);

  private record Table(int positions, float[] cos, float[] sin) {}

  /**
   * A rotation.
   *
   * @param frequencies radians per position, one for each pair; values of a head beyond the pairs
   *     stay as they are
   * @param magnitude what turned values are multiplied by, 1 but for YaRN and LongRoPE
   */
  public Rotation(Pairs pairs, double[] frequencies, double magnitude) {
    this(pairs, frequencies, magnitude, 0);
  }

  private Rotation(Pairs pairs, double[] frequencies, double magnitude, int side) {
    this.pairs = pairs;
    this.side = side;
    this.frequencies = frequencies.clone();
    this.magnitude = (float) magnitude;
  }

  /**
   * A rotation of positions that form a square, read row by row behind one that stands in front of
   * it: the first half of the pairs turns by the row, the second by the column, both counted from
   * 1; the position in front is not turned.
   *
   * @param base of the frequencies {@code base^(-i / n)} of each half's n pairs
   * @param pairs of a head
   * @param side of the square
   */
  public static Rotation square(double base, int pairs, int side) {
    var frequencies = new double[pairs];
    int half = pairs / 2;
    for (int i = 0; i < pairs; i++) {
      boolean row = i < half;
      frequencies[i] =
          row
              ? Math.pow(base, -(double) i / half)
              : Math.pow(base, -(double) (i - half) / (pairs - half));
    }
    return new Rotation(Pairs.HALVES, frequencies, 1, side);
  }

  /** Turns {@code heads} heads of {@code dim} values, from {@code from} on, to {@code position}. */
  void turn(float[] x, int from, int heads, int dim, int position) {
    int n = frequencies.length;
    if (n == 0) {
      return;
    }
    var known = upTo(position);
    int row = position * n;
    int step = pairs == Pairs.NEIGHBOURS ? 2 : 1;
    int apart = pairs == Pairs.NEIGHBOURS ? 1 : n;
    for (int head = 0; head < heads; head++) {
      int at = from + head * dim;
      for (int i = 0; i < n; i++) {
        float c = known.cos[row + i];
        float s = known.sin[row + i];
        int place = at + i * step;
        float first = x[place];
        float second = x[place + apart];
        x[place] = first * c - second * s;
        x[place + apart] = second * c + first * s;
      }
    }
  }

  private Table upTo(int position) {
    var known = table;
    if (position >= known.positions) {
      known = computed(Math.max(256, Integer.highestOneBit(position) * 2));
      table = known; // another thread's is the same where both reach
    }
    return known;
  }

  private Table computed(int positions) {
    int n = frequencies.length;
    var cos = new float[Math.multiplyExact(positions, n)];
    var sin = new float[cos.length];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < n; i++) {
        double angle = steps(p, i) * frequencies[i];
        cos[p * n + i] = (float) Math.cos(angle) * magnitude;
        sin[p * n + i] = (float) Math.sin(angle) * magnitude;
      }
    }
    return new Table(positions, cos, sin);
  }

  /** How often a pair's frequency turns at a position. */
  private int steps(int position, int pair) {
    if (side == 0 || position == 0) {
      return position;
    }
    int place = position - 1;
    return 1 + (pair < frequencies.length / 2 ? place / side : place % side);
  }
}
