package dev.jeton.llm.draft;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often guesses of a kind were right, lately rather than long ago. */
final class HitRates {
  private static final double FORGET = 4000;
  private static final double BELIEF = 4; // as if so many had been seen before

  private final double[] tries;
  private final double[] hits;

  /**
   * Rates of as many kinds.
   *
   * @param expected of each, before any was tried
   */
  HitRates(double[] expected) {
    tries = new double[expected.length];
    hits = new double[expected.length];
    for (int i = 0; i < expected.length; i++) {
      tries[i] = BELIEF;
      hits[i] = BELIEF * expected[i];
    }
  }

  double of(int kind) {
    return hits[kind] / tries[kind];
  }

  void count(int kind, boolean right) {
    tries[kind]++;
    hits[kind] += right ? 1 : 0;
    if (tries[kind] > FORGET) {
      tries[kind] /= 2;
      hits[kind] /= 2;
    }
  }

  /** Writes tries and hits of all kinds. */
  void write(DataOutput out) throws IOException {
    for (int kind = 0; kind < tries.length; kind++) {
      out.writeDouble(tries[kind]);
      out.writeDouble(hits[kind]);
    }
  }

  /** Takes what was written of as many kinds. */
  void read(DataInput in) throws IOException {
    for (int kind = 0; kind < tries.length; kind++) {
      tries[kind] = in.readDouble();
      hits[kind] = in.readDouble();
      if (!(tries[kind] > 0 && tries[kind] <= FORGET && hits[kind] >= 0)
          || hits[kind] > tries[kind]) {
        throw RecyclingFile.broken("%s hits of %s".formatted(hits[kind], tries[kind]));
      }
    }
  }
}
