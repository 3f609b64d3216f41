package dev.jeton.learn;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * Rotary positions: pair i of a query or key is turned by position · 10000^(−i / pairs). Su et al.,
 * arXiv:2104.09864, section 3.2.2. On a grid the first half of the pairs turns by the row, the
 * second by the column.
 *
 * @param cos {@code [positions, dim / 2]}
 * @param sin {@code [positions, dim / 2]}
 */
public record Rotary(Tensor cos, Tensor sin) {
  private static final double BASE = 10_000;

  /** For places 0, 1, … {@code length − 1} of a sequence. */
  public static Rotary line(int length, int dim) {
    var angles = new double[length][dim / 2];
    for (int p = 0; p < length; p++) {
      turn(angles[p], 0, dim / 2, p);
    }
    return of(angles, dim / 2);
  }

  /** One place at the origin, then rows and columns 1 to {@code side} in reading order. */
  public static Rotary grid(int side, int dim) {
    int pairs = dim / 2;
    var angles = new double[1 + side * side][pairs];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        var angle = angles[1 + row * side + column];
        turn(angle, 0, pairs / 2, row + 1);
        turn(angle, pairs / 2, pairs - pairs / 2, column + 1);
      }
    }
    return of(angles, pairs);
  }

  private static void turn(double[] angles, int from, int pairs, int position) {
    for (int i = 0; i < pairs; i++) {
      angles[from + i] = position * Math.pow(BASE, -(double) i / pairs);
    }
  }

  private static Rotary of(double[][] angles, int pairs) {
    var cos = new float[angles.length * pairs];
    var sin = new float[angles.length * pairs];
    for (int p = 0; p < angles.length; p++) {
      for (int i = 0; i < pairs; i++) {
        cos[p * pairs + i] = (float) Math.cos(angles[p][i]);
        sin[p * pairs + i] = (float) Math.sin(angles[p][i]);
      }
    }
    return new Rotary(Tensor.of(cos, angles.length, pairs), Tensor.of(sin, angles.length, pairs));
  }

  /** The positions {@code start} to {@code start + length − 1}. */
  public Rotary narrow(long start, long length) {
    return new Rotary(cos.narrow(0, start, length), sin.narrow(0, start, length));
  }

  /**
   * Positions of several sequences.
   *
   * @param index {@code [batch, length]}, int64
   * @return of {@code [batch, 1, length, dim / 2]}, the same for all heads
   */
  Rotary at(Tensor index) {
    return new Rotary(picked(cos, index), picked(sin, index));
  }

  private static Tensor picked(Tensor table, Tensor index) {
    return IndexOps.embedding(table, index).reshape(index.size(0), 1, index.size(1), -1);
  }

  /**
   * Turns each pair (value i of the first half, value i of the second) by its angle.
   *
   * @param x {@code [batch, heads, positions, dim]}
   */
  Tensor turn(Tensor x) {
    long half = x.size(3) / 2;
    var first = x.narrow(3, 0, half);
    var second = x.narrow(3, half, half);
    return IndexOps.cat(
        List.of(first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin))), 3);
  }
}
