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

  /**
   * Numbers stored as {@code type}: F32, F16, Q8_0, Q4_0, Q4_K or Q6_K.
   *
   * @param values row after row; finite
   * @throws IllegalArgumentException if the type is another, its blocks do not fill the rows, or a
   *     value is not finite
   */
  public static GgufTensor of(String name, TensorType type, float[] values, long... shape) {
    var encoder =
        Encoders.of(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a type that is written, F32 F16 Q8_0 Q4_0 Q4_K Q6_K, found "
                            + type));
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "'%s': expected finite numbers, found %s at %d".formatted(name, values[i], i));
      }
    }
    int size = type.format().size();
    var data = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes(values.length))]);
    for (int b = 0; b < values.length / size; b++) {
      encoder.encode(values, b * size, data, (long) b * type.format().bytes());
    }
    return new GgufTensor(name, type, shape.clone(), data);
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
