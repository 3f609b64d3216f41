package dev.jeton.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of a token on one line: text as it is, line breaks, tabs and what is no text escaped. */
final class VisibleBytes {
  private VisibleBytes() {}

  static String of(byte[] token) {
    var visible = new StringBuilder();
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(token)).toString();
      for (int c : text.codePoints().toArray()) {
        switch (c) {
          case '\\' -> visible.append("\\\\");
          case '\n' -> visible.append("\\n");
          case '\r' -> visible.append("\\r");
          case '\t' -> visible.append("\\t");
          default -> {
            if (Character.isISOControl(c)) {
              visible.append("\\x%02x".formatted(c));
            } else {
              visible.appendCodePoint(c);
            }
          }
        }
      }
    } catch (CharacterCodingException e) {
      for (byte b : token) {
        visible.append("\\x%02x".formatted(b));
      }
    }
    return visible.toString();
  }
}
