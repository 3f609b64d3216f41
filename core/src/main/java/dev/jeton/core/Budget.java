package dev.jeton.core;

/** What an encoder may spend, or what it must reach. */
public sealed interface Budget {

  /** Everything the codec can say. */
  Budget UNLIMITED = new Tokens(Integer.MAX_VALUE);

  /** At most {@code count} tokens, at least 1. */
  record Tokens(int count) implements Budget {
    public Tokens {
      if (count < 1) {
        throw new IllegalArgumentException("a token budget is at least 1, found " + count);
      }
    }
  }

  /** A {@code .jeton} file of at most {@code count} bytes, header included. */
  record Bytes(int count) implements Budget {
    public Bytes {
      if (count < 1) {
        throw new IllegalArgumentException("a byte budget is at least 1, found " + count);
      }
    }
  }

  /**
   * As few tokens as reach {@code value}, in 0..100, on the codec's scale of quality; all of them
   * where none suffice.
   */
  record Quality(double value) implements Budget {
    public Quality {
      if (!(value >= 0 && value <= 100)) {
        throw new IllegalArgumentException("quality is 0 to 100, found " + value);
      }
    }
  }
}
