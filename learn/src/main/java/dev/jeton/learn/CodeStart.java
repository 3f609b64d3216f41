package dev.jeton.learn;

import dev.jeton.core.Quantizer;
import java.util.SplittableRandom;

/**
 * Starting values of a table with a row per id: the vector that the id stands for, made as long as
 * one and turned into the table's width by a random matrix. Ids of similar codes so begin alike,
 * and what is learnt of one holds for its neighbours, which matters where an id is seen a few times
 * only. Rows are {@code c · R} with R of standard deviation {@code deviation}, so that each value
 * has that deviation too.
 *
 * @param codes of one level
 */
public record CodeStart(Quantizer codes) {
  public CodeStart {
    if (codes.vocabulary().levels() != 1) {
      throw new IllegalArgumentException(
          "expected codes of one level, found " + codes.vocabulary().levels());
    }
  }

  /**
   * The rows.
   *
   * @param rows at least as many as there are codes; those beyond are normally distributed
   * @return {@code [rows][width]}
   */
  float[] rows(int rows, int width, double deviation, long seed) {
    var random = new SplittableRandom(seed);
    int dim = codes.dim();
    var matrix = normal(dim * width, deviation, random);
    int size = codes.vocabulary().size(0);
    var table = new float[rows * width];
    var ids = new int[size];
    var vectors = new float[size * dim];
    for (int i = 0; i < size; i++) {
      ids[i] = i;
    }
    codes.decode(ids, size, vectors);
    for (int row = 0; row < size; row++) {
      double square = 0;
      for (int k = 0; k < dim; k++) {
        square += (double) vectors[row * dim + k] * vectors[row * dim + k];
      }
      double scale = square == 0 ? 0 : 1 / Math.sqrt(square);
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int k = 0; k < dim; k++) {
          sum += vectors[row * dim + k] * matrix[k * width + j];
        }
        table[row * width + j] = (float) (sum * scale);
      }
    }
    for (int i = size * width; i < table.length; i++) {
      table[i] = (float) (random.nextGaussian() * deviation);
    }
    return table;
  }

  private static double[] normal(int count, double deviation, SplittableRandom random) {
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian() * deviation;
    }
    return values;
  }
}
