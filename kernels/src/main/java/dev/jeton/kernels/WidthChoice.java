package dev.jeton.kernels;

import java.util.Locale;

/**
 * Bits of the vectors of the kernels for weights, and what that was decided on.
 *
 * @param narrow 10^9 bytes of weights per second at 256 bits; 0 if that was not measured
 * @param wide the same at 512 bits
 */
record WidthChoice(int bits, double narrow, double wide) {
  /** What is within 3 % is no difference: the wider vectors are taken. */
  private static final double MARGIN = 1.03;

  /** What is slower was not compiled, or not well: a tenth of a slow processor. */
  private static final double LEAST = 4;

  /** Twice as many bits are up to twice as fast, and hardly ever slower by a third. */
  private static final double LEAST_RATIO = 0.6;

  private static final double MOST_RATIO = 2.5;

  /** A width that was not measured. */
  static WidthChoice given(int bits) {
    return new WidthChoice(bits, 0, 0);
  }

  /**
   * The faster of both; 512 bits, as not measured, where such times say more of the compiler.
   *
   * @param narrow 10^9 bytes per second at 256 bits
   * @param wide the same at 512 bits
   */
  static WidthChoice of(double narrow, double wide) {
    double ratio = wide / narrow;
    boolean sound = narrow >= LEAST && wide >= LEAST;
    if (!sound || ratio < LEAST_RATIO || ratio > MOST_RATIO) {
      return given(512);
    }
    return new WidthChoice(ratio * MARGIN >= 1 ? 512 : 256, narrow, wide);
  }

  boolean measured() {
    return narrow > 0;
  }

  /** Such as {@code 512 bits (measured: 98 against 51 GB/s at 256)}. */
  @Override
  public String toString() {
    if (!measured()) {
      return bits + " bits";
    }
    boolean isWide = bits == 512;
    return String.format(
        Locale.ROOT,
        "%d bits (measured: %.0f against %.0f GB/s at %d)",
        bits,
        isWide ? wide : narrow,
        isWide ? narrow : wide,
        isWide ? 256 : 512);
  }
}
