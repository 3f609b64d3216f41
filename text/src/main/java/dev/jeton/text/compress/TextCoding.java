package dev.jeton.text.compress;

/** A text as fewer bytes and back. The code does not say how long the text is. */
public sealed interface TextCoding permits ArithmeticCoding, WindowCoding {

  /** The code of {@code text}. */
  byte[] encode(byte[] text);

  /**
   * The text of a code.
   *
   * @param length bytes of the text
   */
  byte[] decode(byte[] code, int length);
}
