package dev.jeton.text.compress;

/**
 * Says how likely each byte is after those before it. Frequencies are integers found by integer
 * arithmetic alone: an encoder and a decoder that differed in one of them would lose the text.
 * Immutable, for any number of threads.
 */
public interface ByteModel {
  /** How many byte values there are. */
  int BYTES = 256;

  /** The sum of all frequencies is at most this. */
  int MOST = 1 << 23;

  /** A reader at the beginning of a text. */
  Predictor predictor();

  /** Reads a text byte by byte. For one thread. */
  interface Predictor {
    /**
     * How likely each byte comes next, in parts of their sum.
     *
     * @param frequencies filled: 256 numbers of at least 1, at most {@link #MOST} together
     */
    void frequencies(int[] frequencies);

    /** Reads the next byte. */
    void append(byte next);

    /** Forgets everything read: the beginning of a text. */
    void reset();
  }
}
