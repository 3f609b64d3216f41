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
    this.pairs = pairs;
    this.frequencies = frequencies.clone();
    this.magnitude = (float) magnitude;
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
        double angle = p * frequencies[i];
        cos[p * n + i] = (float) Math.cos(angle) * magnitude;
        sin[p * n + i] = (float) Math.sin(angle) * magnitude;
      }
    }
    return new Table(positions, cos, sin);
  }
}
