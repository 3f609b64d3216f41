package dev.jeton.measure;

import dev.jeton.core.Signal;
import java.util.Arrays;

/**
 * SSIM and its two factors over whole pictures.
 *
 * <p>With s = x + y - 1 and d = x - y, everything SSIM needs follows from four filtered maps
 * instead of five: 2 mu_x mu_y and mu_x^2 + mu_y^2 are half the difference and half the sum of
 * (mu_s + 1)^2 and mu_d^2; 2 sigma_xy and sigma_x^2 + sigma_y^2 the same of the variances of s and
 * d. Taking 1 off centres s, which keeps float rounding small, and equal pictures give exactly 1.
 */
final class StructuralSimilarity {
  static final int SCALES = 5;
  static final int WINDOW = 11;

  private static final int CHANNELS = Signal.Image.CHANNELS;
  private static final int REACH = WINDOW - 1;
  private static final int MAPS = 4;
  private static final float C1 = 0.01f * 0.01f;
  private static final float C2 = 0.03f * 0.03f;
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final float[] GAUSSIAN = gaussian(1.5);

  private final float[] x;
  private final float[] y;
  private final int height;
  private final int stride; // values in a row of the picture
  private final int inner; // values in a row of windows
  private final float[][] rows; // s, d, s^2, d^2 of one picture row
  private final float[][][] ring; // [map][row % WINDOW][inner]: filtered along the row
  private final float[][] maps; // filtered along both
  private final double[] ssim = new double[CHANNELS];
  private final double[] contrast = new double[CHANNELS];

  private StructuralSimilarity(Signal.Image a, Signal.Image b) {
    x = a.pixels();
    y = b.pixels();
    height = a.height();
    stride = a.width() * CHANNELS;
    inner = stride - REACH * CHANNELS;
    rows = new float[MAPS][stride];
    ring = new float[MAPS][WINDOW][inner];
    maps = new float[MAPS][inner];
    scan();
  }

  static double singleScale(Signal.Image a, Signal.Image b) {
    double sum = 0;
    for (double channel : new StructuralSimilarity(a, b).ssim) {
      sum += channel;
    }
    return sum / CHANNELS;
  }

  static double multiScale(Signal.Image a, Signal.Image b, int scales) {
    double total = 1; // the five add up to 1.0001 and are used as published
    if (scales < SCALES) {
      total = Arrays.stream(WEIGHTS, 0, scales).sum();
    }
    var product = new double[] {1, 1, 1};
    for (int scale = 0; scale < scales; scale++) {
      var level = new StructuralSimilarity(a, b);
      boolean last = scale == scales - 1;
      for (int c = 0; c < CHANNELS; c++) {
        double factor = last ? level.ssim[c] : level.contrast[c];
        product[c] *= Math.pow(Math.max(factor, 0), WEIGHTS[scale] / total);
      }
      if (!last) {
        a = half(a);
        b = half(b);
      }
    }
    return (product[0] + product[1] + product[2]) / CHANNELS;
  }

  private void scan() {
    for (int row = 0; row < height; row++) {
      combine(row * stride);
      for (int map = 0; map < MAPS; map++) {
        filterAlong(rows[map], ring[map][row % WINDOW]);
      }
      if (row >= REACH) {
        for (int map = 0; map < MAPS; map++) {
          filterAcross(ring[map], row + 1, maps[map]);
        }
        accumulate();
      }
    }
    double windows = (double) (height - REACH) * inner / CHANNELS;
    for (int c = 0; c < CHANNELS; c++) {
      ssim[c] /= windows;
      contrast[c] /= windows;
    }
  }

  private void combine(int start) {
    float[] sum = rows[0];
    float[] difference = rows[1];
    float[] sumSquare = rows[2];
    float[] differenceSquare = rows[3];
    for (int i = 0; i < stride; i++) {
      float s = x[start + i] + y[start + i] - 1;
      float d = x[start + i] - y[start + i];
      sum[i] = s;
      difference[i] = d;
      sumSquare[i] = s * s;
      differenceSquare[i] = d * d;
    }
  }

  /** Neighbours in a row lie {@code CHANNELS} values apart. */
  private static void filterAlong(float[] in, float[] out) {
    float g0 = GAUSSIAN[0];
    float g1 = GAUSSIAN[1];
    float g2 = GAUSSIAN[2];
    float g3 = GAUSSIAN[3];
    float g4 = GAUSSIAN[4];
    float g5 = GAUSSIAN[5];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          g0 * (in[i] + in[i + 30])
              + g1 * (in[i + 3] + in[i + 27])
              + g2 * (in[i + 6] + in[i + 24])
              + g3 * (in[i + 9] + in[i + 21])
              + g4 * (in[i + 12] + in[i + 18])
              + g5 * in[i + 15];
    }
  }

  /**
   * @param oldest any number that is the oldest row's index modulo the window
   */
  private static void filterAcross(float[][] ring, int oldest, float[] out) {
    float[] centre = ring[(oldest + REACH / 2) % WINDOW];
    for (int i = 0; i < out.length; i++) {
      out[i] = GAUSSIAN[REACH / 2] * centre[i];
    }
    for (int k = 0; k < REACH / 2; k++) {
      float g = GAUSSIAN[k];
      float[] above = ring[(oldest + k) % WINDOW];
      float[] below = ring[(oldest + REACH - k) % WINDOW];
      for (int i = 0; i < out.length; i++) {
        out[i] += g * (above[i] + below[i]);
      }
    }
  }

  private void accumulate() {
    float[] similarities = rows[0];
    float[] contrasts = rows[1];
    for (int i = 0; i < inner; i++) {
      float meanSum = (maps[0][i] + 1) * (maps[0][i] + 1);
      float meanDifference = maps[1][i] * maps[1][i];
      float varianceSum = maps[2][i] - maps[0][i] * maps[0][i];
      float varianceDifference = maps[3][i] - meanDifference;
      float structure =
          ((varianceSum - varianceDifference) / 2 + C2)
              / ((varianceSum + varianceDifference) / 2 + C2);
      contrasts[i] = structure;
      similarities[i] =
          structure
              * (((meanSum - meanDifference) / 2 + C1) / ((meanSum + meanDifference) / 2 + C1));
    }
    for (int i = 0; i < inner; i += CHANNELS) {
      for (int c = 0; c < CHANNELS; c++) {
        ssim[c] += similarities[i + c];
        contrast[c] += contrasts[i + c];
      }
    }
  }

  /** Means of 2 x 2 pixels; a last odd row or column stands for its missing neighbour. */
  private static Signal.Image half(Signal.Image image) {
    int width = (image.width() + 1) / 2;
    int height = (image.height() + 1) / 2;
    var pixels = new float[width * height * CHANNELS];
    float[] in = image.pixels();
    for (int row = 0; row < height; row++) {
      int upper = 2 * row * image.width();
      int lower = Math.min(2 * row + 1, image.height() - 1) * image.width();
      for (int column = 0; column < width; column++) {
        int left = 2 * column;
        int right = Math.min(left + 1, image.width() - 1);
        for (int c = 0; c < CHANNELS; c++) {
          pixels[(row * width + column) * CHANNELS + c] =
              (in[(upper + left) * CHANNELS + c]
                      + in[(upper + right) * CHANNELS + c]
                      + in[(lower + left) * CHANNELS + c]
                      + in[(lower + right) * CHANNELS + c])
                  / 4;
        }
      }
    }
    return new Signal.Image(width, height, pixels);
  }

  /**
   * The first half and the centre of the normalised window. The centre takes up what rounding to
   * float lost, since a sum other than 1 shows as variance where there is none.
   */
  private static float[] gaussian(double sigma) {
    var weights = new double[REACH / 2 + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = i - REACH / 2;
      weights[i] = Math.exp(-distance * distance / (2 * sigma * sigma));
      sum += weights[i] * (i < REACH / 2 ? 2 : 1);
    }
    var half = new float[weights.length];
    double rest = 1;
    for (int i = 0; i < REACH / 2; i++) {
      half[i] = (float) (weights[i] / sum);
      rest -= 2.0 * half[i];
    }
    half[REACH / 2] = (float) rest;
    return half;
  }
}
