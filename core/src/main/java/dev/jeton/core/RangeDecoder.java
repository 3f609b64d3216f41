package dev.jeton.core;

/** Reads what {@link RangeEncoder} wrote, asking for the same probabilities in the same order. */
public final class RangeDecoder {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int low;
  private int range = -1;
  private int code;

  /** Reads {@code bytes} from {@code from} to {@code end}; zeros follow. */
  public RangeDecoder(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    for (int i = 0; i < 4; i++) {
      code = code << 8 | next();
    }
  }

  /**
   * A number in {@code [0, 1 << bits)} that lies within the next symbol's counts. The caller looks
   * the symbol up and calls {@link #consume}.
   */
  public int peek(int bits) {
    range >>>= bits;
    return Math.min(Integer.divideUnsigned(code - low, range), (1 << bits) - 1) & (1 << bits) - 1;
  }

  /** Goes past the symbol that owns {@code count} places from {@code from}. */
  public void consume(int from, int count) {
    low += from * range;
    range *= count;
    while (true) {
      if (((low ^ (low + range)) & ~(RangeEncoder.TOP - 1)) != 0) {
        if (Integer.compareUnsigned(range, RangeEncoder.BOTTOM) >= 0) {
          return;
        }
        range = -low & (RangeEncoder.BOTTOM - 1);
      }
      code = code << 8 | next();
      low <<= 8;
      range <<= 8;
    }
  }

  private int next() {
    return at < end ? bytes[at++] & 0xff : 0;
  }
}
