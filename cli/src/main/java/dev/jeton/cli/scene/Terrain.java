package dev.jeton.cli.scene;

/** The ground of the landscape: a lake in a basin among mountains. Belongs to one thread. */
final class Terrain {
  private static final int COARSE_OCTAVES = 8;
  private static final int FINE_OCTAVES = 11;

  private final Noise noise;

  Terrain(int seed) {
    noise = new Noise(seed);
  }

  Noise noise() {
    return noise;
  }

  /** Metres above the lake, without what is smaller than a few metres. */
  double coarse(double x, double z) {
    return elevation(x, z, COARSE_OCTAVES);
  }

  /** Metres above the lake. */
  double fine(double x, double z) {
    return elevation(x, z, FINE_OCTAVES);
  }

  private double elevation(double x, double z, int octaves) {
    double mountains = noise.eroded(x / 1500 + 3.1, z / 1500 + 7.7, octaves);
    double distance = Math.sqrt((x - 150) * (x - 150) * 0.3 + (z - 800) * (z - 800));
    double basin = smooth(480, 3600, distance);
    double shore = 18 * noise.cloudy(x / 160, z / 160, octaves - 2) - 14;
    double meadow = 16 * smooth(190, 10, z + 0.3 * x);
    return shore + meadow + basin * (1650 * mountains - 130);
  }

  /** 0 at {@code from}, 1 at {@code to}, a smooth step between; either may be the larger. */
  static double smooth(double from, double to, double value) {
    double t = Math.clamp((value - from) / (to - from), 0, 1);
    return t * t * (3 - 2 * t);
  }
}
