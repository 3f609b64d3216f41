package dev.jeton.nets.transformer;

/** Keys and values of one layer, turned to their positions: {@code [canvases][places][dim]}. */
record KeyValueCache(int places, int dim, float[][] keys, float[][] values) {

  static KeyValueCache of(int canvases, int places, int dim) {
    int size = Math.multiplyExact(places, dim);
    return new KeyValueCache(places, dim, new float[canvases][size], new float[canvases][size]);
  }

  /** Stores key and value of a place: {@code dim} numbers each. */
  void put(int canvas, int place, float[] from, int keyFrom, int valueFrom) {
    System.arraycopy(from, keyFrom, keys[canvas], place * dim, dim);
    System.arraycopy(from, valueFrom, values[canvas], place * dim, dim);
  }
}
