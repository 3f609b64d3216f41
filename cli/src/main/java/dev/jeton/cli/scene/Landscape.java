package dev.jeton.cli.scene;

import dev.jeton.core.Signal;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A mountain lake in the morning, computed ray by ray: eroded hills with rock, woods, meadows and
 * snow, clouds, a lake that mirrors them, haze, and the grain of a sensor. Equal seeds, equal
 * pictures.
 */
public final class Landscape {
  private static final int SAMPLES = 2; // rays per pixel and axis
  private static final double EYE_HEIGHT = 9; // metres above the ground
  private static final double GRAIN = 0.006;

  private final int seed;
  private final int width;
  private final int height;

  /** A picture of {@code width} x {@code height} pixels. */
  public Landscape(int seed, int width, int height) {
    this.seed = seed;
    this.width = width;
    this.height = height;
  }

  /** Computes the picture, on all cores. */
  public Signal.Image render() {
    var far = new HeightMap(-5200, -60, 8, 1150, () -> new Terrain(seed)::coarse);
    var near = new HeightMap(-330, -30, 0.6, 1000, () -> new Terrain(seed)::coarse);
    var pixels = new float[width * height * Signal.Image.CHANNELS];
    IntStream.range(0, height).parallel().forEach(row -> renderRow(row, near, far, pixels));
    return new Signal.Image(width, height, pixels);
  }

  private void renderRow(int row, HeightMap near, HeightMap far, float[] pixels) {
    var rays = new Rays(new Terrain(seed), near, far);
    double[] eye = {0, EYE_HEIGHT + Math.max(0, near.at(0, 0)), 0};
    var grain = new Random(seed * 31L + row);
    var light = new double[3];
    for (int column = 0; column < width; column++) {
      var sum = new double[3];
      for (int s = 0; s < SAMPLES * SAMPLES; s++) {
        double x = column + (s % SAMPLES + 0.5) / SAMPLES;
        double y = row + (s / SAMPLES + 0.5) / SAMPLES;
        double[] direction =
            unit((2 * x - width) / height, 0.02 - (2 * y - height) / height * 0.96, 2.05);
        rays.trace(eye, direction, light);
        for (int c = 0; c < 3; c++) {
          sum[c] += light[c] / (SAMPLES * SAMPLES);
        }
      }
      double noise = GRAIN * grain.nextGaussian();
      for (int c = 0; c < 3; c++) {
        double value = developed(sum[c]) + noise + 0.6 * GRAIN * grain.nextGaussian();
        pixels[(row * width + column) * 3 + c] = (float) Math.clamp(value, 0, 1);
      }
    }
  }

  /** Light to sRGB, with a film's shoulder. */
  private static double developed(double light) {
    double l = 0.8 * light;
    double mapped = l * (2.51 * l + 0.03) / (l * (2.43 * l + 0.59) + 0.14);
    return Math.pow(mapped, 1 / 2.2);
  }

  static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }
}
