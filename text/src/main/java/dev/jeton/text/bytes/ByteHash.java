package dev.jeton.text.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of short byte strings, eight bytes at a step. */
public final class ByteHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private ByteHash() {}

  /** The hash of {@code bytes[from, to)}; all 32 bits may be used. */
  public static int of(byte[] bytes, int from, int to) {
    long hash = to - from;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = (hash ^ (long) LONG.get(bytes, i)) * MIX;
      hash ^= hash >>> 32;
    }
    if (i < to) {
      hash = (hash ^ tail(bytes, i, to)) * MIX;
      hash ^= hash >>> 32;
    }
    hash *= MIX;
    return (int) (hash >>> 32);
  }

  /** The eight bytes from {@code at} on, the first lowest. */
  public static long eight(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Those of {@code bytes[from, to)}; zeros for the others. */
  public static long eight(byte[] bytes, int from, int to) {
    return from == to ? 0 : to - from < 8 ? tail(bytes, from, to) : eight(bytes, from);
  }

  private static long tail(byte[] bytes, int from, int to) {
    if (from + 8 <= bytes.length) {
      return (long) LONG.get(bytes, from) & -1L >>> 64 - 8 * (to - from);
    }
    long value = 0;
    for (int i = to - 1; i >= from; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }
}
