package dev.jeton.media.image;

import dev.jeton.core.Signal;

/** Pictures by formula, with 8-bit values. */
final class Pictures {
  private Pictures() {}

  /** Red grows to the right, green downwards, blue along the diagonal in steps. */
  static Signal.Image gradient(int width, int height) {
    var pixels = new float[width * height * Signal.Image.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = (y * width + x) * Signal.Image.CHANNELS;
        pixels[i] = 255 * x / Math.max(1, width - 1) / 255f;
        pixels[i + 1] = 255 * y / Math.max(1, height - 1) / 255f;
        pixels[i + 2] = (x + y) / 4 * 16 % 256 / 255f;
      }
    }
    return new Signal.Image(width, height, pixels);
  }
}
