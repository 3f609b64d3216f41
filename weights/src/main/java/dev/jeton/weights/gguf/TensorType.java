package dev.jeton.weights.gguf;

import java.util.Optional;

/**
 * How a GGUF file stores numbers: in blocks that share scales. Names and numbers are those of
 * ggml's {@code enum ggml_type}; layouts are those of {@code ggml-common.h}.
 */
public enum TensorType {
  F32(0, new Floats.F32()),
  F16(1, new Floats.F16()),
  BF16(30, new Floats.BF16()),
  Q4_0(2, new ScaledBlocks.Q4()),
  Q4_1(3, new ShiftedBlocks(false)),
  Q5_0(6, new ScaledBlocks.Q5()),
  Q5_1(7, new ShiftedBlocks(true)),
  Q8_0(8, new ScaledBlocks.Q8()),
  Q2_K(10, new Q2K()),
  Q3_K(11, new Q3K()),
  Q4_K(12, new Q4K()),
  Q5_K(13, new Q5K()),
  Q6_K(14, new Q6K()),
  IQ4_NL(20, new TableBlocks());

  private final int number;
  private final BlockFormat format;

  TensorType(int number, BlockFormat format) {
    this.number = number;
    this.format = format;
  }

  /** The number that stands for it in a file. */
  public int number() {
    return number;
  }

  /** Its blocks: how many numbers and bytes one has, and how they become floats. */
  public BlockFormat format() {
    return format;
  }

  /** Bytes of {@code numbers} numbers, which are whole blocks. */
  public long bytes(long numbers) {
    if (numbers < 0 || numbers % format.size() != 0) {
      throw new IllegalArgumentException(
          "%s comes in blocks of %d numbers, found %d".formatted(this, format.size(), numbers));
    }
    return Math.multiplyExact(numbers / format.size(), (long) format.bytes());
  }

  /** Bits per number, scales counted. */
  public double bits() {
    return 8.0 * format.bytes() / format.size();
  }

  /** Whether it is written, not only read. */
  public boolean written() {
    return Encoders.of(this).isPresent();
  }

  static Optional<TensorType> of(long number) {
    for (var type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
