package dev.jeton.llm.bytes;

/** Foresees a text byte by byte. Not thread-safe. */
public interface BytePredictor {
  /** The symbol after the 256 bytes: the text ends. */
  int END = 256;

  /** How many symbols there are. */
  int SYMBOLS = 257;

  /**
   * Logarithms of the probabilities of each byte as the next one and, last, of the end; −∞ for what
   * cannot come. {@code [SYMBOLS]}
   */
  double[] logProbs();

  /**
   * The next byte.
   *
   * @param b 0 to 255
   * @throws dev.jeton.llm.ModelException if no tokens of the model begin so, or its context is full
   */
  void accept(int b);

  /** One that goes on from here on its own. */
  BytePredictor fork();

  /** Accepts several bytes and gives the logarithm of their probability. */
  default double score(byte[] bytes) {
    double sum = 0;
    for (byte b : bytes) {
      sum += logProbs()[b & 0xFF];
      accept(b & 0xFF);
    }
    return sum;
  }
}
