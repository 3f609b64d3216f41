package dev.jeton.text.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first lowest. */
public final class Octets {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

  private Octets() {}

  /** Those from {@code at} on, which must be there. */
  static long get(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void put(byte[] bytes, int at, long octets) {
    LONG.set(bytes, at, octets);
  }

  /** The highest bit of each byte that is {@code b}. */
  static long equal(long octets, byte b) {
    long other = octets ^ (b & 0xff) * 0x0101010101010101L;
    return ~((other & LOW) + LOW | other | LOW);
  }

  /** The first index from {@code at} on, below {@code to}, of {@code b}; {@code to} if none is. */
  public static int find(byte[] bytes, int at, int to, byte b) {
    int p = at;
    for (; p + 8 <= to; p += 8) {
      long found = equal(get(bytes, p), b);
      if (found != 0) {
        return p + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (p < to && bytes[p] != b) {
      p++;
    }
    return p;
  }

  /**
   * The first index from {@code at} on, below {@code to}, that is not one of space to {@code ~}.
   */
  public static int printable(byte[] bytes, int at, int to) {
    int p = at;
    for (; p + 8 <= to; p += 8) {
      long octets = get(bytes, p);
      long low = octets & LOW;
      long other = (~(low + 0x6060606060606060L) | low + 0x0101010101010101L | octets) & ~LOW;
      if (other != 0) {
        return p + (Long.numberOfTrailingZeros(other) >>> 3);
      }
    }
    while (p < to && bytes[p] >= ' ' && bytes[p] < 0x7f) {
      p++;
    }
    return p;
  }

  /** The same of two of {@code b} in a row. */
  public static int findTwo(byte[] bytes, int at, int to, byte b) {
    int p = at;
    for (; p + 8 <= to; p += 7) {
      long found = equal(get(bytes, p), b);
      found &= found >>> 8;
      if (found != 0) {
        return p + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (p + 1 < to && (bytes[p] != b || bytes[p + 1] != b)) {
      p++;
    }
    return p + 1 < to ? p : to;
  }
}
