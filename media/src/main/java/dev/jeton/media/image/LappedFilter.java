package dev.jeton.media.image;

/**
 * Turns a row of blocks of 8 samples into a lapped transform: a filter over the 8 samples around
 * each border between blocks, before blocks are analysed on their own, and its inverse after they
 * were synthesised. What is lost in a block then fades out into its neighbours instead of ending at
 * an edge. Tran, Liang, Tu, Lapped transform via time-domain pre- and post-filtering, IEEE TSP
 * 51(6), 2003, equations 9 and 13: {@code P = 1/2 W diag(I, V) W} with {@code W = [I J; J -I]} and
 * {@code V = J C2' C4 J}, C2 and C4 the cosine transforms of types II and IV over 4 samples, J the
 * reversal. P is orthogonal, so errors keep their size, and it leaves constants alone.
 */
final class LappedFilter {
  static final int BLOCK = 8;
  private static final int HALF = BLOCK / 2;
  private static final float[][] FORWARD = matrix(false);
  private static final float[][] INVERSE = matrix(true);

  private LappedFilter() {}

  /** Filters along rows, across each border between blocks. */
  static void alongRows(float[] plane, int width, int height, boolean inverse) {
    float[][] matrix = inverse ? INVERSE : FORWARD;
    var out = new float[BLOCK];
    for (int row = 0; row < height; row++) {
      for (int border = BLOCK; border < width; border += BLOCK) {
        int from = row * width + border - HALF;
        for (int i = 0; i < BLOCK; i++) {
          float sum = 0;
          for (int j = 0; j < BLOCK; j++) {
            sum += matrix[i][j] * plane[from + j];
          }
          out[i] = sum;
        }
        System.arraycopy(out, 0, plane, from, BLOCK);
      }
    }
  }

  /** Filters along columns, across the border above row {@code border} only. */
  static void acrossRow(float[] plane, int width, int border, boolean inverse) {
    float[][] matrix = inverse ? INVERSE : FORWARD;
    int from = (border - HALF) * width;
    var out = new float[BLOCK * width];
    for (int i = 0; i < BLOCK; i++) {
      for (int j = 0; j < BLOCK; j++) {
        float weight = matrix[i][j];
        for (int x = 0; x < width; x++) {
          out[i * width + x] += weight * plane[from + j * width + x];
        }
      }
    }
    System.arraycopy(out, 0, plane, from, out.length);
  }

  private static float[][] matrix(boolean transposed) {
    double[][] v = middle();
    var matrix = new float[BLOCK][BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      for (int j = 0; j < BLOCK; j++) {
        double entry = 0;
        for (int k = 0; k < HALF; k++) {
          entry += w(i, k) * w(k, j) / 2.0;
          for (int l = 0; l < HALF; l++) {
            entry += w(i, HALF + k) * v[k][l] * w(HALF + l, j) / 2;
          }
        }
        matrix[transposed ? j : i][transposed ? i : j] = (float) entry;
      }
    }
    return matrix;
  }

  /** Entry of W = [I J; J -I]. */
  private static int w(int i, int j) {
    if (i + j == BLOCK - 1) {
      return 1;
    }
    return i != j ? 0 : i < HALF ? 1 : -1;
  }

  /** V = J C2' C4 J. */
  private static double[][] middle() {
    var v = new double[HALF][HALF];
    for (int i = 0; i < HALF; i++) {
      for (int j = 0; j < HALF; j++) {
        for (int k = 0; k < HALF; k++) {
          v[i][j] += cosine2(k, HALF - 1 - i) * cosine4(k, HALF - 1 - j);
        }
      }
    }
    return v;
  }

  private static double cosine2(int k, int n) {
    double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / HALF);
    return scale * StrictMath.cos(Math.PI * k * (2 * n + 1) / (2 * HALF));
  }

  private static double cosine4(int k, int n) {
    return Math.sqrt(2.0 / HALF) * StrictMath.cos(Math.PI * (2 * k + 1) * (2 * n + 1) / (4 * HALF));
  }
}
