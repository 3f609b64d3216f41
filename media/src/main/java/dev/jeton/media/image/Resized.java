package dev.jeton.media.image;

import dev.jeton.core.Signal;

/**
 * Pictures at another size: Keys' cubic convolution (a = −1/2; IEEE Transactions on Acoustics,
 * Speech and Signal Processing 29, 1981), stretched over all pixels that fall onto one where the
 * picture gets smaller, so that nothing aliases. Columns and rows on their own; edges repeat.
 */
final class Resized {
  private static final int REACH = 2;

  private Resized() {}

  /** The picture at this size, values in 0..1; itself where it has the size. */
  static Signal.Image to(Signal.Image image, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image;
    }
    int channels = Signal.Image.CHANNELS;
    var rows =
        along(image.pixels(), image.height(), image.width(), width, channels); // [h][width][c]
    var all = along(rows, 1, image.height(), height, width * channels);
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.clamp(all[i], 0f, 1f);
    }
    return new Signal.Image(width, height, all);
  }

  /** {@code [lines][from][inner]} to {@code [lines][to][inner]}. */
  private static float[] along(float[] values, int lines, int from, int to, int inner) {
    if (from == to) {
      return values;
    }
    var out = new float[Math.multiplyExact(Math.multiplyExact(lines, to), inner)];
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    for (int at = 0; at < to; at++) {
      double centre = (at + 0.5) * scale - 0.5;
      int first = (int) Math.ceil(centre - REACH * stretch);
      int last = (int) Math.floor(centre + REACH * stretch);
      var weights = weights(centre, first, last, stretch);
      for (int line = 0; line < lines; line++) {
        int target = (line * to + at) * inner;
        for (int i = first; i <= last; i++) {
          int source = (line * from + Math.clamp(i, 0, from - 1)) * inner;
          float weight = weights[i - first];
          for (int c = 0; c < inner; c++) {
            out[target + c] += weight * values[source + c];
          }
        }
      }
    }
    return out;
  }

  private static float[] weights(double centre, int first, int last, double stretch) {
    var weights = new float[last - first + 1];
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += cubic((i - centre) / stretch);
    }
    for (int i = first; i <= last; i++) {
      weights[i - first] = (float) (cubic((i - centre) / stretch) / sum);
    }
    return weights;
  }

  private static double cubic(double x) {
    double d = Math.abs(x);
    return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((2.5 - 0.5 * d) * d - 4) * d + 2 : 0;
  }
}
