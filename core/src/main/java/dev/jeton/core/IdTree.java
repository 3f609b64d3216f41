package dev.jeton.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Orders the ids of a level so that ids which keep the same company stand together: an id becomes a
 * walk down a balanced binary tree over this order, and every step is a question that the
 * neighbourhood can answer. Company is the square root of an id's share of each neighbour
 * (Hellinger distance), reduced to its main directions by subspace iteration, then cut in halves
 * across the main direction of each part.
 */
final class IdTree {
  private static final int DIRECTIONS = 24;
  private static final int ITERATIONS = 6;
  private static final int HALVING_ITERATIONS = 20;

  private final double[][] company;

  private IdTree(double[][] company) {
    this.company = company;
  }

  /**
   * Ids from left to right.
   *
   * @param counts how often each id met each neighbour, {@code [ids][neighbours]}; overwritten
   */
  static int[] order(float[][] counts) {
    center(counts);
    var tree = new IdTree(reduced(counts));
    var ids = new Integer[counts.length];
    Arrays.setAll(ids, i -> i);
    tree.halve(ids, 0, ids.length);
    return Arrays.stream(ids).mapToInt(Integer::intValue).toArray();
  }

  private static void center(float[][] counts) {
    int width = counts[0].length;
    var mean = new double[width];
    for (var row : counts) {
      double sum = 0;
      for (float count : row) {
        sum += count;
      }
      for (int j = 0; j < width; j++) {
        row[j] = (float) Math.sqrt(row[j] / Math.max(1, sum));
        mean[j] += row[j] / counts.length;
      }
    }
    for (var row : counts) {
      for (int j = 0; j < width; j++) {
        row[j] -= (float) mean[j];
      }
    }
  }

  /** Coordinates of the rows along the main directions, {@code [rows][DIRECTIONS]}. */
  private static double[][] reduced(float[][] rows) {
    int width = rows[0].length;
    var random = new SplittableRandom(1);
    var directions = new float[DIRECTIONS][width];
    for (var direction : directions) {
      for (int j = 0; j < width; j++) {
        direction[j] = random.nextInt(-1000, 1001);
      }
    }
    var coordinates = new double[DIRECTIONS][rows.length];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      project(rows, directions, coordinates);
      orthonormalize(coordinates);
      for (int e = 0; e < DIRECTIONS; e++) {
        Arrays.fill(directions[e], 0);
        for (int i = 0; i < rows.length; i++) {
          add(directions[e], rows[i], (float) coordinates[e][i]);
        }
      }
    }
    var result = new double[rows.length][DIRECTIONS];
    for (int e = 0; e < DIRECTIONS; e++) {
      double length = Math.sqrt(dot(directions[e], directions[e]));
      for (int i = 0; i < rows.length; i++) {
        result[i][e] = coordinates[e][i] * length;
      }
    }
    return result;
  }

  private static void project(float[][] rows, float[][] directions, double[][] coordinates) {
    for (int e = 0; e < DIRECTIONS; e++) {
      for (int i = 0; i < rows.length; i++) {
        coordinates[e][i] = dot(rows[i], directions[e]);
      }
    }
  }

  private static void orthonormalize(double[][] vectors) {
    for (int e = 0; e < vectors.length; e++) {
      for (int f = 0; f < e; f++) {
        add(vectors[e], vectors[f], -dot(vectors[e], vectors[f]));
      }
      double length = Math.sqrt(dot(vectors[e], vectors[e])) + 1e-30;
      for (int i = 0; i < vectors[e].length; i++) {
        vectors[e][i] /= length;
      }
    }
  }

  /** Sorts {@code ids[from..to)} along their main direction, and again within each half. */
  private void halve(Integer[] ids, int from, int to) {
    if (to - from < 2) {
      return;
    }
    double[] direction = mainDirection(ids, from, to);
    Arrays.sort(
        ids,
        from,
        to,
        Comparator.<Integer>comparingDouble(id -> dot(company[id], direction))
            .thenComparingInt(id -> id));
    int middle = (from + to) >>> 1;
    halve(ids, from, middle);
    halve(ids, middle, to);
  }

  private double[] mainDirection(Integer[] ids, int from, int to) {
    var mean = new double[DIRECTIONS];
    for (int i = from; i < to; i++) {
      add(mean, company[ids[i]], 1.0 / (to - from));
    }
    var direction = new double[DIRECTIONS];
    Arrays.setAll(direction, e -> 1 + 0.01 * e);
    for (int iteration = 0; iteration < HALVING_ITERATIONS; iteration++) {
      var next = new double[DIRECTIONS];
      double offset = dot(mean, direction);
      for (int i = from; i < to; i++) {
        double along = dot(company[ids[i]], direction) - offset;
        add(next, company[ids[i]], along);
        add(next, mean, -along);
      }
      double length = Math.sqrt(dot(next, next)) + 1e-30;
      Arrays.setAll(direction, e -> next[e] / length);
    }
    return direction;
  }

  private static void add(double[] sum, double[] term, double times) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * term[i];
    }
  }

  private static void add(float[] sum, float[] term, float times) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * term[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Four sums side by side, so that the additions do not wait for each other. */
  private static double dot(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + s2 + s3;
  }
}
