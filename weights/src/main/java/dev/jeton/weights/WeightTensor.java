package dev.jeton.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One named array of a weight file.
 *
 * @param type how the numbers are stored
 * @param shape sizes of all dimensions; empty for a single number
 * @param data row-major, little-endian; its size is the product of the shape times the type's width
 */
public record WeightTensor(Type type, long[] shape, MemorySegment data) {

  /** Number formats. */
  public enum Type {
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    U8(1);

    private final int width;

    Type(int width) {
      this.width = width;
    }

    /** Bytes per number. */
    public int width() {
      return width;
    }
  }

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  public WeightTensor {
    if (data.byteSize() != Math.multiplyExact(count(shape), (long) type.width())) {
      throw new IllegalArgumentException(
          "%s of shape %s takes %d bytes, found %d"
              .formatted(
                  type, Arrays.toString(shape), count(shape) * type.width(), data.byteSize()));
    }
  }

  /** How many numbers a shape holds; an overflow is an {@link ArithmeticException}. */
  static long count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new ArithmeticException("negative size " + size);
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** How many numbers it holds. */
  public long count() {
    return count(shape);
  }

  /** {@code values} stored as F32, F16 or BF16 (to the nearest, ties to even) or U8 (0..255). */
  public static WeightTensor of(Type type, float[] values, long... shape) {
    var data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, type.width())]);
    for (int i = 0; i < values.length; i++) {
      switch (type) {
        case F32 -> data.setAtIndex(FLOAT, i, values[i]);
        case F16 -> data.setAtIndex(SHORT, i, Float.floatToFloat16(values[i]));
        case BF16 -> data.setAtIndex(SHORT, i, toBrainFloat(values[i]));
        case U8 ->
            data.set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(Math.round(values[i]), 0, 255));
        case I32 -> data.setAtIndex(INT, i, Math.round(values[i]));
        case I64 -> data.setAtIndex(LONG, i, Math.round((double) values[i]));
      }
    }
    return new WeightTensor(type, shape.clone(), data);
  }

  /** {@code values} stored as I64. */
  public static WeightTensor of(long[] values, long... shape) {
    var data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, 8)]);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(LONG, i, values[i]);
    }
    return new WeightTensor(Type.I64, shape.clone(), data);
  }

  /** All numbers as float32. */
  public float[] floats() {
    var values = new float[Math.toIntExact(count())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case F32 -> data.getAtIndex(FLOAT, i);
            case F16 -> Float.float16ToFloat(data.getAtIndex(SHORT, i));
            case BF16 -> Float.intBitsToFloat(data.getAtIndex(SHORT, i) << 16);
            case I64 -> data.getAtIndex(LONG, i);
            case I32 -> data.getAtIndex(INT, i);
            case U8 -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
          };
    }
    return values;
  }

  /**
   * All numbers of a whole-number type.
   *
   * @throws IllegalStateException for the others
   */
  public long[] longs() {
    var values = new long[Math.toIntExact(count())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case I64 -> data.getAtIndex(LONG, i);
            case I32 -> data.getAtIndex(INT, i);
            case U8 -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            case F32, F16, BF16 ->
                throw new IllegalStateException("expected whole numbers, found " + type);
          };
    }
    return values;
  }

  private static short toBrainFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
