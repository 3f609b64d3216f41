package dev.jeton.text.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings to UTF-8 and back. */
public final class Utf8 {
  private static final char REPLACEMENT = 0xfffd;

  private Utf8() {}

  /** UTF-8 of {@code text}; a surrogate without its partner becomes U+FFFD. */
  public static byte[] encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8); // has a question mark for each
    int lone = has(utf8, (byte) '?') ? loneSurrogate(text, 0) : -1;
    if (lone < 0) {
      return utf8;
    }
    var chars = text.toCharArray();
    for (; lone >= 0; lone = loneSurrogate(text, lone + 1)) {
      chars[lone] = REPLACEMENT;
    }
    return new String(chars).getBytes(StandardCharsets.UTF_8);
  }

  /** The text of {@code utf8}; each maximal part that is not UTF-8 becomes one U+FFFD. */
  public static String decode(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Index of the first byte that does not belong to valid UTF-8; −1 where all do. */
  public static int firstInvalid(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    if (at == bytes.length) {
      return -1;
    }
    var rest = ByteBuffer.wrap(bytes, at, bytes.length - at);
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(rest);
      return -1;
    } catch (CharacterCodingException e) {
      return rest.position();
    }
  }

  /** Bytes of the character that begins at {@code bytes[at]}; 0 where none does. */
  public static int characterLength(byte[] bytes, int at) {
    int b = bytes[at];
    int length = b >= 0 ? 1 : b < (byte) 0xc2 ? 0 : b < (byte) 0xe0 ? 2 : b < (byte) 0xf0 ? 3 : 4;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    return firstInvalid(Arrays.copyOfRange(bytes, at, at + length)) < 0 ? length : 0;
  }

  private static boolean has(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static int loneSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return i;
      }
    }
    return -1;
  }
}
