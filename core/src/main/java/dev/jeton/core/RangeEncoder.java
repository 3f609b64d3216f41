package dev.jeton.core;

import java.util.Arrays;

/**
 * Writes symbols with as many bits as their probability is worth. A range coder with carry
 * propagation (G. N. N. Martin 1979) on exact integers: 48 bits of state, of which at least 40 are
 * in use, so rounding costs less than 2⁻²³ of a symbol. Ending costs less than one byte over the
 * ideal: the shortest byte string in the last interval is taken, its trailing zeros left out.
 */
public final class RangeEncoder implements SymbolCoder {
  static final int STATE_BITS = 48;
  static final long MASK = (1L << STATE_BITS) - 1;
  static final long LEAST_RANGE = 1L << (STATE_BITS - 8);

  private byte[] bytes = new byte[256];
  private int length;
  private long low;
  private long range = 1L << STATE_BITS;

  @Override
  public int bit(int bit, int one) {
    long bound = (range >>> PROBABILITY_BITS) * one;
    if (bit != 0) {
      range = bound;
    } else {
      low += bound;
      range -= bound;
    }
    normalize();
    return bit;
  }

  @Override
  public int uniform(int symbol, int size) {
    long step = range / size;
    low += step * symbol;
    range = symbol == size - 1 ? range - step * symbol : step;
    normalize();
    return symbol;
  }

  private void normalize() {
    if (low > MASK) {
      carry();
    }
    while (range < LEAST_RANGE) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length++] = (byte) (low >>> (STATE_BITS - 8));
      low = low << 8 & MASK;
      range <<= 8;
    }
  }

  private void carry() {
    low &= MASK;
    int i = length;
    do {
      bytes[--i]++;
    } while (bytes[i] == 0);
  }

  /** Number of bytes that {@link #finish} would give now. */
  public int length() {
    long tail = tail();
    int end = length;
    if ((tail & MASK) != 0) {
      return end + STATE_BITS / 8 - Long.numberOfTrailingZeros(tail) / 8;
    }
    byte dropped = (byte) (tail > MASK ? 0xff : 0);
    while (end > 0 && bytes[end - 1] == dropped) {
      end--;
    }
    return end;
  }

  /**
   * The stream so far, ended. A reader takes zeros after its end, so none stand there. This encoder
   * can go on afterwards.
   */
  public byte[] finish() {
    var whole = Arrays.copyOf(bytes, length + STATE_BITS / 8);
    long tail = tail();
    for (int i = 0; i < STATE_BITS / 8; i++) {
      whole[length + i] = (byte) (tail >>> (STATE_BITS - 8 - 8 * i));
    }
    for (int i = length; tail > MASK && ++whole[--i] == 0; ) {}
    return Arrays.copyOf(whole, length());
  }

  /** The number in {@code [low, low + range)} with the fewest bytes before its zeros. */
  private long tail() {
    for (int zeros = STATE_BITS; ; zeros -= 8) {
      long unit = 1L << zeros;
      long rounded = low + unit - 1 & -unit;
      if (rounded - low < range) {
        return rounded;
      }
    }
  }
}
