package dev.jeton.text.bytes;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The letters that byte-level vocabularies write for bytes: printable ones of Latin-1 stand for
 * themselves, the other bytes for U+0100 on. Source: {@code bytes_to_unicode} of GPT-2's encoder.
 */
public final class ByteAlphabet {
  private static final int[] LETTERS = new int[256];
  private static final short[] BYTES = new short[0x144];

  static {
    java.util.Arrays.fill(BYTES, (short) -1);
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
      LETTERS[b] = printable ? b : next++;
      BYTES[LETTERS[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  /** The letter for byte {@code b}. */
  public static char letter(byte b) {
    return (char) LETTERS[b & 0xff];
  }

  /**
   * The bytes that {@code token} writes, or null where a character is no letter of this alphabet.
   */
  public static byte @Nullable [] bytes(String token) {
    var bytes = new ByteArrayOutputStream(token.length());
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        return null;
      }
      bytes.write(BYTES[c]);
    }
    return bytes.toByteArray();
  }

  /** {@code bytes} in letters. */
  public static String letters(byte[] bytes) {
    var letters = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      letters.append(letter(b));
    }
    return letters.toString();
  }
}
