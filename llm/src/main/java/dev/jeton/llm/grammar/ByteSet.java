package dev.jeton.llm.grammar;

/** A set of bytes, a bit for each. */
record ByteSet(long a, long b, long c, long d) {
  static ByteSet range(int first, int last) {
    var bits = new long[4];
    for (int i = first; i <= last; i++) {
      bits[i >> 6] |= 1L << i;
    }
    return new ByteSet(bits[0], bits[1], bits[2], bits[3]);
  }

  boolean contains(int value) {
    long bits =
        switch (value >> 6) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          default -> d;
        };
    return (bits >>> value & 1) != 0;
  }
}
