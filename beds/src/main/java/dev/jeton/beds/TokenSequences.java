package dev.jeton.beds;

import java.util.Arrays;

/**
 * Ids of equally long signals whose classes are known.
 *
 * @param ids {@code [signals][length]}
 * @param labels class of each signal; at least one signal
 */
public record TokenSequences(int[] ids, int[] labels) {
  public TokenSequences {
    if (labels.length == 0 || ids.length == 0 || ids.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "expected equally many ids for each signal, found %d ids for %d signals"
              .formatted(ids.length, labels.length));
    }
  }

  /** How many signals. */
  public int size() {
    return labels.length;
  }

  /** Ids of each signal. */
  public int length() {
    return ids.length / labels.length;
  }

  /** The signals {@code from} (inclusive) to {@code to} (exclusive). */
  public TokenSequences subset(int from, int to) {
    return new TokenSequences(
        Arrays.copyOfRange(ids, from * length(), to * length()),
        Arrays.copyOfRange(labels, from, to));
  }

  /** The signals of these numbers, in this order. */
  public TokenSequences at(int... indices) {
    int length = length();
    var picked = new int[indices.length * length];
    var classes = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(ids, indices[i] * length, picked, i * length, length);
      classes[i] = labels[indices[i]];
    }
    return new TokenSequences(picked, classes);
  }
}
