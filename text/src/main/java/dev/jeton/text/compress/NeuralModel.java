package dev.jeton.text.compress;

import java.util.Arrays;

/**
 * A byte given the bytes before it, by a small network: Bengio et al. 2003, without its shortcut.
 * Vectors of the last bytes, one behind the other, {@code x}; {@code h = max(0, A x + a)}; {@code
 * logits = B h + b}; probabilities by softmax. Where a text has just begun, a vector of its own
 * stands for each byte that is missing.
 *
 * <p>The network is trained in floating point and run in integers, so that encoder and decoder find
 * the same numbers on any machine: vectors, hidden numbers and logits are counted in 256ths,
 * weights in 1024ths, exponentials come from a table.
 *
 * @param context bytes that are seen, 1 to {@value #MOST_CONTEXT}
 * @param width numbers of a byte's vector; of all bytes seen together at most {@value #MOST_INPUTS}
 * @param hidden numbers in between, at most {@value #MOST_HIDDEN}
 * @param vectors of the 256 bytes and of a missing one, {@code [257][width]}, −1024 to 1024
 * @param inner weights A, {@code [hidden][context · width]}, −4096 to 4096, the oldest byte first
 * @param innerBias a, {@code [hidden]}, in units of x · A, at most 2²² either way
 * @param outer weights B, {@code [256][hidden]}, −4096 to 4096
 * @param outerBias b, {@code [256]}, in units of h · B, at most 2²² either way
 */
public record NeuralModel(
    int context,
    int width,
    int hidden,
    int[] vectors,
    int[] inner,
    int[] innerBias,
    int[] outer,
    int[] outerBias)
    implements ByteModel {
  static final int MOST_CONTEXT = 64;
  static final int MOST_INPUTS = 256;
  static final int MOST_HIDDEN = 192;

  /** Vectors, hidden numbers and logits are in units of 2^−8. */
  static final int VALUE_BITS = 8;

  /** Weights are in units of 2^−10. */
  static final int WEIGHT_BITS = 10;

  static final int MOST_VALUE = 4 << VALUE_BITS;
  static final int MOST_WEIGHT = 4 << WEIGHT_BITS;
  static final int MOST_BIAS = 1 << 22;

  private static final int MISSING = BYTES;
  private static final int HIDDEN_LIMIT = (8 << VALUE_BITS) - 1;
  private static final int[] EXPONENTIALS = exponentials();

  /**
   * @throws IllegalArgumentException if a size or a number is out of its range: sums would not fit
   */
  public NeuralModel {
    if (context < 1
        || context > MOST_CONTEXT
        || width < 1
        || context * (long) width > MOST_INPUTS
        || hidden < 1
        || hidden > MOST_HIDDEN) {
      throw new IllegalArgumentException(
          "expected at most %d bytes of context, %d inputs and %d hidden numbers, found %d x %d and %d"
              .formatted(MOST_CONTEXT, MOST_INPUTS, MOST_HIDDEN, context, width, hidden));
    }
    check("vectors", vectors, (BYTES + 1) * width, MOST_VALUE);
    check("inner weights", inner, hidden * context * width, MOST_WEIGHT);
    check("inner biases", innerBias, hidden, MOST_BIAS);
    check("outer weights", outer, BYTES * hidden, MOST_WEIGHT);
    check("outer biases", outerBias, BYTES, MOST_BIAS);
  }

  private static void check(String what, int[] numbers, int count, int most) {
    if (numbers.length != count) {
      throw new IllegalArgumentException(
          "expected %d %s, found %d".formatted(count, what, numbers.length));
    }
    for (int number : numbers) {
      if (number < -most || number > most) {
        throw new IllegalArgumentException(
            "expected %s of %d to %d, found %d".formatted(what, -most, most, number));
      }
    }
  }

  /**
   * The integers of a trained network, each number rounded and held to its range.
   *
   * @param vectors {@code [257][width]}, the last one for a missing byte
   * @param inner {@code [hidden][context · width]}
   * @param outer {@code [256][hidden]}
   */
  public static NeuralModel of(
      int context,
      int width,
      int hidden,
      float[] vectors,
      float[] inner,
      float[] innerBias,
      float[] outer,
      float[] outerBias) {
    return new NeuralModel(
        context,
        width,
        hidden,
        rounded(vectors, VALUE_BITS, MOST_VALUE),
        rounded(inner, WEIGHT_BITS, MOST_WEIGHT),
        rounded(innerBias, VALUE_BITS + WEIGHT_BITS, MOST_BIAS),
        rounded(outer, WEIGHT_BITS, MOST_WEIGHT),
        rounded(outerBias, VALUE_BITS + WEIGHT_BITS, MOST_BIAS));
  }

  private static int[] rounded(float[] values, int bits, int most) {
    var numbers = new int[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.clamp(Math.round(values[i] * (double) (1 << bits)), -most, most);
    }
    return numbers;
  }

  /** {@code 16384 · exp(−d / 256)} by d, rounded; StrictMath says the same everywhere. */
  private static int[] exponentials() {
    var table = new int[12 << VALUE_BITS];
    for (int d = 0; d < table.length; d++) {
      table[d] = (int) StrictMath.rint(16384 * StrictMath.exp(-d / 256.0));
    }
    return table;
  }

  @Override
  public Predictor predictor() {
    return new Reader();
  }

  private final class Reader implements Predictor {
    private final int[] seen = new int[context]; // the oldest first
    private final int[] inputs = new int[context * width];
    private final int[] between = new int[hidden];
    private final int[] logits = new int[BYTES];

    Reader() {
      reset();
    }

    @Override
    public void reset() {
      Arrays.fill(seen, MISSING);
    }

    @Override
    public void append(byte next) {
      System.arraycopy(seen, 1, seen, 0, context - 1);
      seen[context - 1] = next & 0xff;
    }

    @Override
    public void frequencies(int[] frequencies) {
      for (int i = 0; i < context; i++) {
        System.arraycopy(vectors, seen[i] * width, inputs, i * width, width);
      }
      for (int unit = 0; unit < hidden; unit++) {
        int sum = innerBias[unit] + dot(inner, unit * inputs.length, inputs);
        between[unit] = Math.clamp(sum >> WEIGHT_BITS, 0, HIDDEN_LIMIT);
      }
      int most = Integer.MIN_VALUE;
      for (int b = 0; b < BYTES; b++) {
        logits[b] = outerBias[b] + dot(outer, b * hidden, between) >> WEIGHT_BITS;
        most = Math.max(most, logits[b]);
      }
      for (int b = 0; b < BYTES; b++) {
        int below = most - logits[b];
        frequencies[b] = 1 + (below < EXPONENTIALS.length ? EXPONENTIALS[below] : 0);
      }
    }

    /** At most 256 products of 2²² or 192 of 2²³: no sum leaves an int, in whatever order. */
    private static int dot(int[] weights, int from, int[] values) {
      int sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[from + i] * values[i];
      }
      return sum;
    }
  }
}
