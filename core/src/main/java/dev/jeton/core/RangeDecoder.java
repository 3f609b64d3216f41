package dev.jeton.core;

/**
 * Reads what {@link RangeEncoder} wrote, asked for the same probabilities in the same order.
 * Whatever the bytes are, every symbol is in range; zeros follow their end.
 */
public final class RangeDecoder implements SymbolCoder {
  private final byte[] bytes;
  private final int end;
  private int at;
  private long range = 1L << RangeEncoder.STATE_BITS;

  /** What was read, less the low end of the interval: always below {@code range}. */
  private long code;

  /** Reads {@code bytes} from {@code from} to {@code end}. */
  public RangeDecoder(byte[] bytes, int from, int end) {
    java.util.Objects.checkFromToIndex(from, end, bytes.length);
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    for (int i = 0; i < RangeEncoder.STATE_BITS; i += 8) {
      code = code << 8 | next();
    }
  }

  @Override
  public int bit(int bit, int one) {
    long bound = (range >>> PROBABILITY_BITS) * one;
    int read;
    if (code < bound) {
      range = bound;
      read = 1;
    } else {
      code -= bound;
      range -= bound;
      read = 0;
    }
    normalize();
    return read;
  }

  @Override
  public int uniform(int symbol, int size) {
    long step = range / size;
    int read = (int) Math.min(code / step, size - 1);
    code -= step * read;
    range = read == size - 1 ? range - step * read : step;
    normalize();
    return read;
  }

  private void normalize() {
    while (range < RangeEncoder.LEAST_RANGE) {
      code = code << 8 | next();
      range <<= 8;
    }
  }

  private int next() {
    return at < end ? bytes[at++] & 0xff : 0;
  }
}
