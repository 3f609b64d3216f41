package dev.jeton.weights.gguf;

import java.util.Optional;

/** The types that are written. */
final class Encoders {
  private Encoders() {}

  static Optional<BlockEncoder> of(TensorType type) {
    return switch (type) {
      case F32 -> Optional.of((x, from, out, at) -> Bits.putF32(out, at, x[from]));
      case F16 -> Optional.of((x, from, out, at) -> Bits.putF16(out, at, x[from]));
      case Q8_0 -> Optional.of(new Q8Encoder());
      case Q4_0 -> Optional.of(new Q4Encoder());
      case Q4_K -> Optional.of(new Q4KEncoder());
      case Q6_K -> Optional.of(new Q6KEncoder());
      case BF16, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q5_K, IQ4_NL -> Optional.empty();
    };
  }

  /** To the nearest whole number, halves away from zero, as C's roundf. */
  static int round(float x) {
    return (int) Math.copySign(Math.floor(Math.abs((double) x) + 0.5), x);
  }

  /** The inverse, but 0 of 0. */
  static float inverse(float x) {
    return x == 0 ? 0 : 1 / x;
  }
}
