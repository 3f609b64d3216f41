package dev.jeton.measure;

import dev.jeton.core.Signal;

/** Pictures by integer formula, so that other tools can make them again to the last bit. */
final class TestPictures {
  private TestPictures() {}

  /**
   * Channel c at (x, y): {@code ((x * (7 + c) + y * (3 + 2 c) + x * y / (5 + c)) mod 256) / 255}.
   */
  static Signal.Image waves(int width, int height) {
    return of(width, height, (x, y, c) -> (x * (7 + c) + y * (3 + 2 * c) + x * y / (5 + c)) & 255);
  }

  interface Pixel {
    int value(int x, int y, int channel);
  }

  /** Values of 0..255, divided by 255. */
  static Signal.Image of(int width, int height, Pixel pixel) {
    var pixels = new float[width * height * Signal.Image.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      int at = i / Signal.Image.CHANNELS;
      pixels[i] = pixel.value(at % width, at / width, i % Signal.Image.CHANNELS) / 255f;
    }
    return new Signal.Image(width, height, pixels);
  }
}
