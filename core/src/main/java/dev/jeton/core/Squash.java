package dev.jeton.core;

/** The logistic function in integers: from 256ths of a unit to 65536ths of certainty. */
final class Squash {
  /** Logits are in units of {@code 1 / (1 << LOGIT_BITS)}. */
  static final int LOGIT_BITS = 8;

  /** Logits are held to -8 to 8: no bit costs more than 11.6 bits or less than 0.0005. */
  private static final int LIMIT = (8 << LOGIT_BITS) - 1;

  /** {@code 65536 / (1 + exp(-x))} for x = 0, ¼, ½ … 8; what lies between is on a line. */
  private static final int[] ANCHORS = {
    32768, 36843, 40793, 44511, 47911, 50941, 53581, 55834, 57724, 59287, 60565, 61598, 62428,
    63090, 63615, 64030, 64357, 64614, 64816, 64974, 65097, 65194, 65269, 65328, 65374, 65410,
    65438, 65459, 65476, 65489, 65500, 65508, 65514
  };

  private static final int[] TABLE = table();

  private Squash() {}

  /** Probability of a 1, in 65536ths, for a logit in 256ths. */
  static int probability(int logit) {
    return TABLE[Math.clamp(logit, -LIMIT, LIMIT) + LIMIT];
  }

  private static int[] table() {
    int step = 1 << LOGIT_BITS - 2;
    var table = new int[2 * LIMIT + 1];
    for (int x = 0; x <= LIMIT; x++) {
      int below = ANCHORS[x / step];
      int above = ANCHORS[x / step + 1];
      int value = below + (above - below) * (x % step) / step;
      table[LIMIT + x] = value;
      table[LIMIT - x] = SymbolCoder.ONE - value;
    }
    return table;
  }
}
