package dev.jeton.media.image;

import dev.jeton.core.Signal;

/** Pictures made from whole numbers alone, so that they are the same bits on every machine. */
final class TestPictures {
  private TestPictures() {}

  /** Slopes, a disc, stripes and a little noise; eighths of bytes throughout. */
  static Signal.Image scene(int width, int height) {
    var pixels = new float[width * height * 3];
    int noise = 12345;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int dx = x - width / 2;
        int dy = y - height / 3;
        boolean disc = dx * dx + dy * dy < width * height / 16;
        boolean stripe = y > height / 2 && (x + 2 * y) / 6 % 3 == 0;
        for (int c = 0; c < 3; c++) {
          noise = noise * 1103515245 + 12345;
          int slope = 60 + (c + 1) * 40 * x / width + (3 - c) * 30 * y / height;
          int value = (disc ? 230 - 70 * c : stripe ? slope / 2 : slope) * 8 + (noise >>> 26);
          pixels[(y * width + x) * 3 + c] = value / 2048f;
        }
      }
    }
    return new Signal.Image(width, height, pixels);
  }
}
