package dev.jeton.kernels;

/**
 * A matrix of weights that can be read as floats, in whatever form it is stored. Safe to share
 * between threads.
 */
public interface WeightSource {
  int rows();

  int columns();

  /**
   * Weights of one row.
   *
   * @param column the first, a multiple of 256
   * @param n how many: a multiple of 256, or all that are left
   * @param out written from {@code at} on
   */
  void read(int row, int column, int n, float[] out, int at);

  /**
   * The product of one row with one vector.
   *
   * @param x {@code [columns]} from {@code from} on
   */
  default float dot(int row, float[] x, int from) {
    int columns = columns();
    var values = RowBuffer.of(columns);
    read(row, 0, columns, values, 0);
    return Kernels.best().dot(values, 0, x, from, columns);
  }
}
