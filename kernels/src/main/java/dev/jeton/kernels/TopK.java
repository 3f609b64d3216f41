package dev.jeton.kernels;

/** The k largest values seen, in a heap whose root is the one to give up next, in given arrays. */
final class TopK {
  private final float[] values;
  private final int[] indices;
  private final int capacity;
  private int size;

  /** Keeps at most {@code capacity} entries, at least 1, in the arrays' first elements. */
  TopK(int[] indices, float[] values, int capacity) {
    this.values = values;
    this.indices = indices;
    this.capacity = capacity;
  }

  boolean full() {
    return size == capacity;
  }

  /** Smallest value kept; only a larger one gets in when full. */
  float least() {
    return values[0];
  }

  void add(float value, int index) {
    if (full()) {
      sink(value, index);
      return;
    }
    int at = size++;
    while (at > 0 && worse(value, index, (at - 1) / 2)) {
      int parent = (at - 1) / 2;
      values[at] = values[parent];
      indices[at] = indices[parent];
      at = parent;
    }
    values[at] = value;
    indices[at] = index;
  }

  /** Ends it: the largest stand first, equal values by index. Returns how many there are. */
  int sort() {
    int count = size;
    while (size > 0) {
      int last = --size;
      float value = values[last];
      int index = indices[last];
      values[last] = values[0];
      indices[last] = indices[0];
      sink(value, index);
    }
    return count;
  }

  /** Puts an entry in the place of the root and lets it sink. */
  private void sink(float value, int index) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && worse(values[child + 1], indices[child + 1], child)) {
        child++;
      }
      if (!worse(values[child], indices[child], value, index)) {
        break;
      }
      values[at] = values[child];
      indices[at] = indices[child];
      at = child;
    }
    values[at] = value;
    indices[at] = index;
  }

  private boolean worse(float value, int index, int at) {
    return worse(value, index, values[at], indices[at]);
  }

  private static boolean worse(float value, int index, float other, int otherIndex) {
    return value < other || (value == other && index > otherIndex);
  }
}
