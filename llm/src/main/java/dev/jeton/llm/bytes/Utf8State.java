package dev.jeton.llm.bytes;

/**
 * Where in a character of UTF-8 a text has got to, and which bytes may follow: RFC 3629, section 4.
 *
 * @param missing bytes that complete the character, 0 between characters
 * @param low smallest next byte while bytes are missing
 * @param high largest
 */
public record Utf8State(int missing, int low, int high) {
  /** Between two characters. */
  public static final Utf8State START = new Utf8State(0, 0, 0);

  /** Whether {@code b}, 0 to 255, may come next. */
  public boolean allows(int b) {
    return missing > 0 ? b >= low && b <= high : b < 0x80 || b >= 0xC2 && b <= 0xF4;
  }

  /**
   * After {@code b}.
   *
   * @throws IllegalArgumentException if it may not come next
   */
  public Utf8State after(int b) {
    if (!allows(b)) {
      throw new IllegalArgumentException("expected UTF-8, found byte 0x%02X".formatted(b));
    }
    if (missing > 0) {
      return missing == 1 ? START : new Utf8State(missing - 1, 0x80, 0xBF);
    }
    if (b < 0x80) {
      return START;
    }
    return switch (b) {
      case 0xE0 -> new Utf8State(2, 0xA0, 0xBF);
      case 0xED -> new Utf8State(2, 0x80, 0x9F); // no surrogates
      case 0xF0 -> new Utf8State(3, 0x90, 0xBF);
      case 0xF4 -> new Utf8State(3, 0x80, 0x8F); // no more than U+10FFFF
      default -> new Utf8State(b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3, 0x80, 0xBF);
    };
  }
}
