package dev.jeton.learn;

/**
 * A square of a photo made smaller: each pixel is the mean over the part of the photo that it
 * covers, pixels at the rim of a part counting by the share that lies in it.
 *
 * @param side pixels along a side of the result
 * @param step pixels of the photo along a side of one of its pixels, at least 1
 */
record AreaCrop(int side, double step) {

  /** Pixels of the photo that the square needs along a side. */
  int reach() {
    return (int) Math.ceil(side * step - 1e-9);
  }

  /**
   * Writes {@code [channels][side][side]} in 0..1.
   *
   * @param pixels {@code [channels][height][width]}
   * @param top first row; {@code top + reach()} is at most {@code height}
   * @param left first column; likewise
   */
  void copy(
      byte[] pixels,
      int height,
      int width,
      int top,
      int left,
      boolean mirror,
      float[] out,
      int to) {
    int reach = reach();
    var row = new double[reach];
    for (int plane = 0; plane < pixels.length; plane += height * width) {
      for (int y = 0; y < side; y++) {
        java.util.Arrays.fill(row, 0);
        for (int r = first(y); r <= last(y); r++) {
          double share = share(y, r);
          int from = plane + (top + r) * width + left;
          for (int x = 0; x < reach; x++) {
            row[x] += share * (pixels[from + x] & 0xFF);
          }
        }
        for (int x = 0; x < side; x++) {
          double sum = 0;
          for (int c = first(x); c <= last(x); c++) {
            sum += share(x, c) * row[c];
          }
          out[to + (mirror ? side - 1 - x : x)] = (float) (sum / 255);
        }
        to += side;
      }
    }
  }

  private int first(int place) {
    return (int) Math.floor(place * step);
  }

  private int last(int place) {
    return Math.min(reach(), (int) Math.ceil((place + 1) * step)) - 1;
  }

  /** The share of a result's pixel that the photo's pixel {@code at} fills. */
  private double share(int place, int at) {
    double from = Math.max(place * step, at);
    double end = Math.min((place + 1) * step, at + 1);
    return Math.max(0, end - from) / step;
  }
}
