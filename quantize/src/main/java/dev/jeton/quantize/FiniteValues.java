package dev.jeton.quantize;

/** Refuses vectors that no code can be near to. */
final class FiniteValues {
  private FiniteValues() {}

  /**
   * Checks {@code n} vectors of {@code dim} values.
   *
   * @throws IllegalArgumentException if there are fewer values, or one is not finite
   */
  static void check(float[] z, int n, int dim) {
    if (n < 0 || z.length < Math.multiplyExact(n, dim)) {
      throw new IllegalArgumentException(
          "expected %d vectors of %d values, found %d values".formatted(n, dim, z.length));
    }
    for (int i = 0; i < n * dim; i++) {
      if (!Float.isFinite(z[i])) {
        throw new IllegalArgumentException(
            "expected finite values, found %s in vector %d at %d"
                .formatted(z[i], i / dim, i % dim));
      }
    }
  }
}
