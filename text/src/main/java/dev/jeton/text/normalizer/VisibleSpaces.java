package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.MarkedSpaces;
import dev.jeton.text.bytes.Text;

/**
 * Writes each space as U+2581 and puts one more before a text that is not empty; as {@link Prepend}
 * and {@link Replace} would, in one pass.
 *
 * @param prepend whether to put one before the text
 */
public record VisibleSpaces(boolean prepend) implements Normalizer {
  private static final char VISIBLE = '\u2581';
  private static final byte[] UTF8 = {(byte) 0xe2, (byte) 0x96, (byte) 0x81};

  /** Whether {@code string} is what a space is written as. */
  public static boolean isVisible(String string) {
    return string.length() == 1 && string.charAt(0) == VISIBLE;
  }

  @Override
  public Text normalize(Text text) {
    if (text.isEmpty()) {
      return text;
    }
    return MarkedSpaces.of(text, text.from(), text.to(), UTF8, prepend);
  }
}
