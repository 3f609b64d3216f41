package dev.jeton.core;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One level of an {@link IdModel} while it is learnt, in floats. */
final class IdFit {
  private static final int WIDTH = IdModel.WIDTH;
  private static final int RANK = IdModel.RANK;

  /** Mixing is shared by all places, so its gradients are gathered over so many of them. */
  private static final int BATCH = 16;

  private final int[] order;
  private final Weights embedding;
  private final Weights mixing;
  private final Weights bias;
  private final Weights question;
  private final Weights questionBias;

  private final float[] hidden = new float[WIDTH];
  private final float[] gradient = new float[WIDTH];
  private int gathered;

  IdFit(int[] order, int roles, SplittableRandom random) {
    this.order = order;
    embedding = new Weights((size() + 1) * RANK, 0.5, random);
    mixing = new Weights(roles * RANK * WIDTH, 0.1, random);
    bias = new Weights(WIDTH, 0, random);
    question = new Weights(size() * WIDTH, 0.2, random);
    questionBias = new Weights(size(), 0, random);
  }

  int size() {
    return order.length;
  }

  /**
   * One step downhill.
   *
   * @param place of the id in the order
   * @param seen the id in each role, {@code [roles]}; the size of its level where there is none
   * @param sources the level of each role
   */
  void learn(int place, int[] seen, IdFit[] sources, float rate) {
    look(seen, sources);
    walk(place, rate);
    for (int r = 0; r < seen.length; r++) {
      share(r, sources[r].embedding, seen[r] * RANK, rate);
    }
    for (int d = 0; d < WIDTH; d++) {
      bias.step(d, gradient[d], rate);
    }
    if (++gathered == BATCH) {
      endOfExample(rate);
    }
  }

  /** Takes the steps that were gathered. */
  void endOfExample(float rate) {
    mixing.stepGathered(rate);
    gathered = 0;
  }

  private void look(int[] seen, IdFit[] sources) {
    System.arraycopy(bias.value, 0, hidden, 0, WIDTH);
    for (int r = 0; r < seen.length; r++) {
      float[] vectors = sources[r].embedding.value;
      for (int j = 0; j < RANK; j++) {
        float e = vectors[seen[r] * RANK + j];
        int from = (r * RANK + j) * WIDTH;
        for (int d = 0; d < WIDTH; d++) {
          hidden[d] += e * mixing.value[from + d];
        }
      }
    }
  }

  private void walk(int place, float rate) {
    Arrays.fill(gradient, 0);
    int low = 0;
    int high = size();
    while (high - low > 1) {
      int middle = low + high >>> 1;
      int from = middle * WIDTH;
      float logit = questionBias.value[middle];
      for (int d = 0; d < WIDTH; d++) {
        logit += question.value[from + d] * hidden[d];
      }
      boolean right = place >= middle;
      float error = (float) ((right ? 1 : 0) - 1 / (1 + StrictMath.exp(-logit)));
      for (int d = 0; d < WIDTH; d++) {
        gradient[d] += error * question.value[from + d];
        question.step(from + d, error * hidden[d], rate);
      }
      questionBias.step(middle, error, rate);
      if (right) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** Passes the gradient on to what role {@code r} brought in. */
  private void share(int r, Weights vectors, int row, float rate) {
    for (int j = 0; j < RANK; j++) {
      int from = (r * RANK + j) * WIDTH;
      float e = vectors.value[row + j];
      float back = 0;
      for (int d = 0; d < WIDTH; d++) {
        back += gradient[d] * mixing.value[from + d];
        mixing.gathered[from + d] += gradient[d] * e;
      }
      vectors.step(row + j, back, rate);
    }
  }

  /** The same in small integers. */
  IdModel.Level rounded() {
    int embeddingShift = embedding.shift(Byte.MAX_VALUE);
    int mixingShift = mixing.shift(Byte.MAX_VALUE);
    int questionShift = question.shift(Byte.MAX_VALUE);
    return new IdModel.Level(
        order,
        embedding.bytes(embeddingShift),
        embeddingShift,
        mixing.bytes(mixingShift),
        mixingShift,
        bias.shorts(IdModel.Level.BIAS_SHIFT),
        question.bytes(questionShift),
        questionShift,
        questionBias.shorts(Squash.LOGIT_BITS));
  }

  /** Numbers with the sum of their squared gradients (AdaGrad, Duchi et al. 2011). */
  private static final class Weights {
    private static final float FLOOR = 1e-2f;

    /** The largest weights are clipped: this share of them may lie beyond what is kept. */
    private static final double CLIPPED = 0.001;

    final float[] value;
    final float[] gathered;
    private final float[] squares;

    Weights(int length, double scale, SplittableRandom random) {
      value = new float[length];
      squares = new float[length];
      gathered = new float[length];
      for (int i = 0; i < length; i++) {
        value[i] = (float) (scale * (random.nextDouble() * 2 - 1));
      }
    }

    void step(int i, float uphill, float rate) {
      squares[i] += uphill * uphill;
      value[i] += rate * uphill / ((float) Math.sqrt(squares[i]) + FLOOR);
    }

    void stepGathered(float rate) {
      for (int i = 0; i < value.length; i++) {
        step(i, gathered[i], rate);
        gathered[i] = 0;
      }
    }

    /** The largest s for which nearly all values times 2ˢ are at most {@code largest}. */
    int shift(int largest) {
      var sizes = new float[value.length];
      for (int i = 0; i < value.length; i++) {
        sizes[i] = Math.abs(value[i]);
      }
      Arrays.sort(sizes);
      float most = sizes[(int) ((sizes.length - 1) * (1 - CLIPPED))];
      int shift = 0;
      while (shift < 12 && most * (2 << shift) <= largest) {
        shift++;
      }
      return shift;
    }

    byte[] bytes(int shift) {
      var bytes = new byte[value.length];
      for (int i = 0; i < bytes.length; i++) {
        int rounded = Math.round(value[i] * (1 << shift));
        bytes[i] = (byte) Math.clamp(rounded, -Byte.MAX_VALUE, Byte.MAX_VALUE);
      }
      return bytes;
    }

    short[] shorts(int shift) {
      var shorts = new short[value.length];
      for (int i = 0; i < shorts.length; i++) {
        int rounded = Math.round(value[i] * (1 << shift));
        shorts[i] = (short) Math.clamp(rounded, -Short.MAX_VALUE, Short.MAX_VALUE);
      }
      return shorts;
    }
  }
}
