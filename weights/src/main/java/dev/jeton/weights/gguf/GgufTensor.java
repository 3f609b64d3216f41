package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One named array of a GGUF file.
 *
 * @param type how the numbers are stored
 * @param shape sizes of all dimensions, the outermost first: {@code [rows][columns]} of a matrix;
 *     the file has them the other way round
 * @param data row after row; lies in the file where that is mapped
 */
public record GgufTensor(String name, TensorType type, long[] shape, MemorySegment data) {

  /** Checks the sizes. */
  public GgufTensor {
    long bytes = type.bytes(count(shape));
    if (columns(shape) % type.format().size() != 0) {
      throw new IllegalArgumentException(
          "%s comes in blocks of %d numbers, found rows of %d"
              .formatted(type, type.format().size(), columns(shape)));
    }
    if (data.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "%s of shape %s takes %d bytes, found %d"
              .formatted(type, Arrays.toString(shape), bytes, data.byteSize()));
    }
  }

  static long count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  private static long columns(long[] shape) {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** How many numbers it holds. */
  public long count() {
    return count(shape);
  }

  /** Numbers in a row: the innermost size. */
  public int columns() {
    return Math.toIntExact(columns(shape));
  }

  /** How many rows it has. */
  public int rows() {
    return columns() == 0 ? 0 : Math.toIntExact(count() / columns());
  }

  /** All numbers as float32. */
  public float[] floats() {
    var values = new float[Math.toIntExact(count())];
    read(0, rows(), values, 0);
    return values;
  }

  /**
   * Rows {@code [from, to)} as float32.
   *
   * @param out written, {@code [to - from][columns]} from {@code at} on
   */
  public void read(int from, int to, float[] out, int at) {
    var format = type.format();
    long byteAt = type.bytes((long) from * columns());
    int blocks = Math.toIntExact((long) (to - from) * columns() / format.size());
    for (int b = 0; b < blocks; b++) {
      format.decode(data, byteAt + (long) b * format.bytes(), out, at + b * format.size());
    }
  }

  @Override
  public String toString() {
    return name + " " + type + Arrays.toString(shape);
  }
}
