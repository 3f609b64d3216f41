package dev.jeton.measure;

import dev.jeton.core.Signal;

/** Pictures by integer formula, so that other tools can make them again to the last bit. */
final class TestPictures {
  private TestPictures() {}

  static Signal.Image waves(int width, int height) {
    return of(width, height, (x, y, c) -> (x * (7 + c) + y * (3 + 2 * c) + x * y / (5 + c)) & 255);
  }

  static Signal.Image smooth(int width, int height) {
    return of(
        width, height, (x, y, c) -> (x * x / (150 + c) + y * y / (230 - c) + x * c / 3) & 255);
  }

  /** Less contrast, and a pattern over it. */
  static Signal.Image dull(Signal.Image image) {
    return of(
        image.width(),
        image.height(),
        (x, y, c) -> byteAt(image, x, y, c) * 220 / 256 + (x * 5 + y * 3) % 37);
  }

  /** Eight levels only. */
  static Signal.Image bands(Signal.Image image) {
    return of(image.width(), image.height(), (x, y, c) -> byteAt(image, x, y, c) / 32 * 32 + 16);
  }

  private static int byteAt(Signal.Image image, int x, int y, int c) {
    return Math.round(image.pixels()[(y * image.width() + x) * Signal.Image.CHANNELS + c] * 255);
  }

  private interface Pixel {
    int value(int x, int y, int channel);
  }

  /** Values of 0..255, divided by 255. */
  private static Signal.Image of(int width, int height, Pixel pixel) {
    var pixels = new float[width * height * Signal.Image.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      int at = i / Signal.Image.CHANNELS;
      pixels[i] = pixel.value(at % width, at / width, i % Signal.Image.CHANNELS) / 255f;
    }
    return new Signal.Image(width, height, pixels);
  }
}
