package dev.jeton.text.postprocessor;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Leaves the spaces at a token's ends out of its offsets, as {@code trim_offsets} of byte-level
 * post-processors.
 *
 * @param prefixSpace whether one space of the first token was put there and is not of the text
 * @param bytes whether tokens are bytes, of which only 0x20 is a space
 */
public record SpaceTrim(boolean prefixSpace, boolean bytes) {
  private static final int VISIBLE_SPACE = 0x120; // Ġ

  /** How many spaces a token has at its ends. */
  public record Spaces(int before, int after) {}

  /** The spaces of a token of the vocabulary. */
  public Spaces of(byte[] token) {
    return bytes ? of(new String(token, StandardCharsets.ISO_8859_1), ' ') : of(Utf8.decode(token));
  }

  /** The spaces of a token as it stands in a text. */
  public Spaces of(String token) {
    return of(token, VISIBLE_SPACE);
  }

  private Spaces of(String token, int space) {
    int before = 0;
    while (before < token.length() && isSpace(token.charAt(before), space)) {
      before++;
    }
    int after = 0;
    while (after < token.length() && isSpace(token.charAt(token.length() - 1 - after), space)) {
      after++;
    }
    return new Spaces(before, after);
  }

  /** Letters that stand for bytes are no other spaces. */
  private static boolean isSpace(char c, int space) {
    return c == space || space == VISIBLE_SPACE && CodePoints.isSpace(c);
  }
}
