package dev.jeton.kernels;

/**
 * How numbers of a weight matrix are stored: floats, or blocks of small integers with scales. The
 * bytes of a block are those of GGUF, little-endian.
 */
public enum WeightType {
  F32(1, 4),
  F16(1, 2),
  BF16(1, 2),
  /** {@code d * q}: fp16 d, 32 x int8 q. */
  Q8_0(32, 34),
  /** {@code d * (q - 8)}: fp16 d, 16 bytes; low nibbles are values 0 to 15, high ones 16 to 31. */
  Q4_0(32, 18),
  /**
   * {@code d * s * q - dmin * m}: fp16 d and dmin, 12 bytes with s and m of 6 bits for each 32
   * values, 128 bytes; the low nibbles of 32 bytes are 32 values, the high ones the next 32.
   */
  Q4_K(256, 144),
  /** {@code d * s * (q - 32)}: 128 bytes of low nibbles, 64 of high pairs, 16 x int8 s, fp16 d. */
  Q6_K(256, 210);

  private final int blockValues;
  private final int blockBytes;

  WeightType(int blockValues, int blockBytes) {
    this.blockValues = blockValues;
    this.blockBytes = blockBytes;
  }

  /** Numbers in a block; a row must have a multiple of it. */
  public int blockValues() {
    return blockValues;
  }

  /** Bytes of a block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** Whether values are floats, each on its own. */
  public boolean isFloat() {
    return blockValues == 1;
  }

  /**
   * Bytes of {@code values} numbers.
   *
   * @throws IllegalArgumentException if they are not whole blocks
   */
  public long bytes(long values) {
    if (values < 0 || values % blockValues != 0) {
      throw new IllegalArgumentException(
          "%s: expected a multiple of %d values, found %d".formatted(this, blockValues, values));
    }
    return Math.multiplyExact(values / blockValues, blockBytes);
  }
}
