package dev.jeton.cli.scene;

/**
 * Smooth value noise in the plane, with its slopes. Values lie in 0..1; equal seeds, equal noise.
 */
final class Noise {
  private static final double COS = 0.8; // turns each octave, so that the grid does not show
  private static final double SIN = 0.6;

  private final int seed;

  /** Slopes of the last {@link #value}; one instance belongs to one thread. */
  private double slopeX;

  private double slopeY;

  Noise(int seed) {
    this.seed = seed;
  }

  /** One octave at a place; sets the slopes. */
  private double value(double x, double y) {
    double floorX = Math.floor(x);
    double floorY = Math.floor(y);
    int i = (int) floorX;
    int j = (int) floorY;
    double u = x - floorX;
    double v = y - floorY;
    double su = u * u * u * (u * (u * 6 - 15) + 10); // quintic: the slopes are smooth too
    double sv = v * v * v * (v * (v * 6 - 15) + 10);
    double du = 30 * u * u * (u * (u - 2) + 1);
    double dv = 30 * v * v * (v * (v - 2) + 1);
    double a = corner(i, j);
    double b = corner(i + 1, j) - a;
    double c = corner(i, j + 1) - a;
    double d = corner(i + 1, j + 1) - a - b - c;
    slopeX = du * (b + d * sv);
    slopeY = dv * (c + d * su);
    return a + b * su + c * sv + d * su * sv;
  }

  private double corner(int i, int j) {
    int h = seed ^ i * 0x27d4eb2d ^ j * 0x165667b1;
    h = (h ^ h >>> 15) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return ((h ^ h >>> 16) >>> 8) * 0x1p-24;
  }

  /** Sum of octaves, each twice as fine and half as strong, in 0..1. */
  double cloudy(double x, double y, int octaves) {
    double sum = 0;
    double strength = 0.5;
    for (int i = 0; i < octaves; i++) {
      sum += strength * value(x, y);
      strength /= 2;
      double turned = 2.03 * (COS * x - SIN * y);
      y = 2.03 * (SIN * x + COS * y);
      x = turned;
    }
    return sum / (1 - 2 * strength);
  }

  /**
   * Sum of octaves that counts less where the coarser ones are steep, as if rain had washed the
   * slopes smooth (I. Quilez, 2008); about 0..1.5.
   */
  double eroded(double x, double y, int octaves) {
    double sum = 0;
    double strength = 0.5;
    double steepX = 0;
    double steepY = 0;
    for (int i = 0; i < octaves; i++) {
      double value = value(x, y);
      steepX += slopeX;
      steepY += slopeY;
      sum += strength * value / (1 + steepX * steepX + steepY * steepY);
      strength /= 2;
      double turned = 2 * (COS * x - SIN * y);
      y = 2 * (SIN * x + COS * y);
      x = turned;
    }
    return 2 * sum;
  }
}
