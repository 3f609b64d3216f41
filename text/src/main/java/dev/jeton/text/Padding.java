package dev.jeton.text;

/**
 * Makes inputs equally long by tokens that the model does not attend to.
 *
 * @param toLongest whether all inputs of a call become as long as the longest of them
 * @param length the least length; 0 for none. Longer inputs stay as they are
 * @param multipleOf what the length is rounded up to a multiple of, at least 1
 * @param side where the tokens are put
 * @param id of the token
 * @param typeId its type
 */
public record Padding(
    boolean toLongest, int length, int multipleOf, Side side, int id, int typeId) {

  /** Where padding stands. */
  public enum Side {
    /** Before everything else. */
    LEFT,
    /** Behind everything else. */
    RIGHT
  }

  /** No padding. */
  public static final Padding NONE = new Padding(false, 0, 1, Side.RIGHT, 0, 0);

  public Padding {
    if (length < 0 || multipleOf < 1 || id < 0 || typeId < 0) {
      throw new TokenizerException(
          "expected padding to at least 0 tokens, a multiple of at least 1 and ids of at least 0,"
              + " found %d, %d, %d, %d".formatted(length, multipleOf, id, typeId));
    }
  }

  /** On the right, up to {@code length} tokens, with token {@code id}. */
  public static Padding to(int length, int id) {
    return new Padding(false, length, 1, Side.RIGHT, id, 0);
  }

  /** On the right, up to the longest input of a call, with token {@code id}. */
  public static Padding toLongest(int id) {
    return new Padding(true, 0, 1, Side.RIGHT, id, 0);
  }

  /** The same, up to a multiple of {@code tokens}. */
  public Padding multipleOf(int tokens) {
    return new Padding(toLongest, length, tokens, side, id, typeId);
  }

  /** The same on a side. */
  public Padding on(Side where) {
    return new Padding(toLongest, length, multipleOf, where, id, typeId);
  }

  /** How long inputs become of which the longest has so many tokens. */
  int target(int longest) {
    if (this.equals(NONE)) {
      return 0;
    }
    int least = toLongest ? Math.max(length, longest) : length;
    return Math.multiplyExact(Math.ceilDiv(least, multipleOf), multipleOf);
  }
}
