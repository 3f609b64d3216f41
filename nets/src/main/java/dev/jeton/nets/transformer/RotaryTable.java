package dev.jeton.nets.transformer;

/**
 * Rotary positions: pair i of a query or key, value i of its first half and value i of its second,
 * is turned by position · 10000^(−i / pairs). Su et al., arXiv:2104.09864, section 3.2.2. On a
 * square the first half of the pairs turns by the row, the second by the column, both from 1; the
 * class in front stands at the origin.
 */
final class RotaryTable {
  private static final double BASE = 10_000;

  private final int pairs;
  private final float[] cos; // [positions][pairs]
  private final float[] sin;

  private RotaryTable(int positions, int pairs) {
    this.pairs = pairs;
    cos = new float[positions * pairs];
    sin = new float[positions * pairs];
  }

  /** For the class and the places of {@code shape}. */
  static RotaryTable of(TokenShape shape) {
    int pairs = shape.headDim() / 2;
    var table = new RotaryTable(1 + shape.places(), pairs);
    for (int p = 0; p <= shape.places(); p++) {
      if (shape.side() == 0) {
        table.fill(p, 0, pairs, p);
      } else {
        int half = pairs / 2;
        table.fill(p, 0, half, p == 0 ? 0 : (p - 1) / shape.side() + 1);
        table.fill(p, half, pairs - half, p == 0 ? 0 : (p - 1) % shape.side() + 1);
      }
    }
    return table;
  }

  private void fill(int row, int from, int count, int position) {
    for (int i = 0; i < count; i++) {
      double angle = position * Math.pow(BASE, -(double) i / count);
      cos[row * pairs + from + i] = (float) Math.cos(angle);
      sin[row * pairs + from + i] = (float) Math.sin(angle);
    }
  }

  /** Turns one head's values, {@code [2 · pairs]} from {@code from} on, to {@code position}. */
  void turn(float[] x, int from, int position) {
    for (int i = 0; i < pairs; i++) {
      float c = cos[position * pairs + i];
      float s = sin[position * pairs + i];
      float first = x[from + i];
      float second = x[from + pairs + i];
      x[from + i] = first * c - second * s;
      x[from + pairs + i] = second * c + first * s;
    }
  }
}
