package dev.jeton.llm;

/** The arrays of one forward pass; they grow, and serve again. */
final class Workspace {
  float[] x = {};
  float[] normed = {};
  float[] queries = {};
  float[] keys = {};
  float[] values = {};
  float[] seen = {};
  float[] up = {};
  float[] gate = {};
  float[] last = {};

  /** Makes room for {@code n} rows. */
  void fit(int n, int dim, Block widest) {
    x = room(x, n, dim);
    normed = room(normed, n, dim);
    queries = room(queries, n, widest.query().rows());
    keys = room(keys, n, widest.key().rows());
    values = room(values, n, widest.value().rows());
    seen = room(seen, n, widest.output().matrix().columns());
    up = room(up, n, widest.up().rows());
    gate = room(gate, widest.gate() == null ? 0 : n, widest.up().rows());
  }

  static float[] room(float[] array, int n, int width) {
    int size = Math.multiplyExact(n, width);
    return array.length < size ? new float[size] : array;
  }
}
