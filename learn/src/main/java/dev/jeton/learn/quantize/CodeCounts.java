package dev.jeton.learn.quantize;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Moving averages of how many vectors of a step choose each code. */
final class CodeCounts {
  private float[] counts;

  CodeCounts(int size) {
    counts = new float[size];
  }

  /** The first step is taken to follow on even use. */
  void follow(int[] ids, double decay) {
    if (!started()) {
      Arrays.fill(counts, (float) ids.length / counts.length);
    }
    for (int k = 0; k < counts.length; k++) {
      counts[k] *= (float) decay;
    }
    for (int id : ids) {
      counts[id] += (float) (1 - decay);
    }
  }

  private boolean started() {
    for (float count : counts) {
      if (count > 0) {
        return true;
      }
    }
    return false;
  }

  /** Codes whose count is below {@code share} of the even one. */
  int[] below(double share) {
    double limit = share * total() / counts.length;
    return IntStream.range(0, counts.length).filter(k -> counts[k] < limit).toArray();
  }

  double total() {
    double total = 0;
    for (float count : counts) {
      total += count;
    }
    return total;
  }

  float get(int code) {
    return counts[code];
  }

  void set(int code, float count) {
    counts[code] = count;
  }

  float[] values() {
    return counts.clone();
  }

  void restore(float[] values) {
    counts = values.clone();
  }
}
