package dev.jeton.cli.scene;

import java.util.stream.IntStream;

/** Elevations on a square grid, interpolated between its points. */
final class HeightMap {

  /** Metres above the lake at a place. One instance belongs to one thread. */
  interface Elevation {
    double at(double x, double z);
  }

  private final double left;
  private final double front;
  private final double spacing;
  private final int side;
  private final float[] heights; // [side][side], along x first

  /**
   * Asks for {@code side * side} elevations, on all cores.
   *
   * @param left least x, metres
   * @param front least z, metres
   */
  HeightMap(
      double left,
      double front,
      double spacing,
      int side,
      java.util.function.Supplier<Elevation> terrain) {
    this.left = left;
    this.front = front;
    this.spacing = spacing;
    this.side = side;
    this.heights = new float[side * side];
    IntStream.range(0, side).parallel().forEach(row -> fill(row, terrain.get()));
  }

  private void fill(int row, Elevation elevation) {
    for (int column = 0; column < side; column++) {
      heights[row * side + column] =
          (float) elevation.at(left + column * spacing, front + row * spacing);
    }
  }

  boolean covers(double x, double z) {
    return inside((x - left) / spacing) && inside((z - front) / spacing);
  }

  private boolean inside(double cells) {
    return cells >= 0 && cells < side - 1;
  }

  /** Bilinear between the four points around; the nearest edge outside. */
  double at(double x, double z) {
    double u = Math.clamp((x - left) / spacing, 0, side - 1.001);
    double v = Math.clamp((z - front) / spacing, 0, side - 1.001);
    int i = (int) u;
    int at = (int) v * side + i;
    double upper = heights[at] + (heights[at + 1] - heights[at]) * (u - i);
    double lower = heights[at + side] + (heights[at + side + 1] - heights[at + side]) * (u - i);
    return upper + (lower - upper) * (v - (int) v);
  }
}
