package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Little-endian numbers at any byte. */
final class Bits {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Bits() {}

  static float f32(MemorySegment data, long at) {
    return data.get(FLOAT, at);
  }

  static float f16(MemorySegment data, long at) {
    return Float.float16ToFloat(data.get(SHORT, at));
  }

  static float bf16(MemorySegment data, long at) {
    return Float.intBitsToFloat(data.get(SHORT, at) << 16);
  }

  static int u32(MemorySegment data, long at) {
    return data.get(INT, at);
  }

  static int u8(MemorySegment data, long at) {
    return data.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  static int i8(MemorySegment data, long at) {
    return data.get(ValueLayout.JAVA_BYTE, at);
  }

  static void putF32(MemorySegment data, long at, float value) {
    data.set(FLOAT, at, value);
  }

  static void putF16(MemorySegment data, long at, float value) {
    data.set(SHORT, at, Float.floatToFloat16(value));
  }

  static void put(MemorySegment data, long at, int value) {
    data.set(ValueLayout.JAVA_BYTE, at, (byte) value);
  }
}
