package dev.jeton.cli;

import dev.jeton.core.Signal;

/** Pictures for tests. */
final class Pictures {
  private Pictures() {}

  /** Smooth waves of colour. */
  static Signal.Image waves(int width, int height) {
    var pixels = new float[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      pixels[i] = (float) (0.5 + 0.3 * Math.sin(x * 0.1 + i % 3) + 0.15 * Math.cos(x * y * 0.01));
    }
    return new Signal.Image(width, height, pixels);
  }
}
