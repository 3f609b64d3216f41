package dev.jeton.text.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Classes of code points as the patterns of tokenizers name them, and decoding of valid UTF-8.
 *
 * <p>Each code point is exactly one of {@link #LETTER}, {@link #NUMBER}, {@link #SPACE} and {@link
 * #OTHER}; further bits may be set beside it. Classes are those of the JDK's Unicode version.
 */
public final class CodePoints {
  /** {@code \p{L}}. */
  public static final int LETTER = 1;

  /** {@code \p{N}}: decimal digits, letter numbers such as Roman ones, other numbers. */
  public static final int NUMBER = 1 << 1;

  /** {@code \s}: the property White_Space. */
  public static final int SPACE = 1 << 2;

  /** {@code [^\s\p{L}\p{N}]}. */
  public static final int OTHER = 1 << 3;

  /** {@code [\r\n]}. */
  public static final int LINE = 1 << 4;

  /** {@code [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]}: what may begin a capitalised word. */
  public static final int HEAD = 1 << 5;

  /** {@code [\p{Ll}\p{Lm}\p{Lo}\p{M}]}: what may end a capitalised word. */
  public static final int TAIL = 1 << 6;

  /** A slash. */
  public static final int SLASH = 1 << 7;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] BASIC = new byte[0x10000];

  static {
    for (int c = 0; c < BASIC.length; c++) {
      BASIC[c] = (byte) classify(c);
    }
  }

  private CodePoints() {}

  /** The class bits of code point {@code c}. */
  public static int bits(int c) {
    return c < 0x10000 ? BASIC[c] : classify(c);
  }

  /** The class bits of the code point that begins at {@code utf8[at]}. */
  public static int bitsAt(byte[] utf8, int at) {
    int b = utf8[at];
    return b >= 0 ? BASIC[b] : bits(at(utf8, at));
  }

  /** The first index from {@code at} on, below {@code to}, where none of {@code bits} is set. */
  public static int run(byte[] utf8, int at, int to, int bits) {
    int p = at;
    while (p < to) {
      int b = utf8[p];
      if (b >= 0) {
        if ((BASIC[b] & bits) == 0) {
          return p;
        }
        p++;
      } else if ((b & 0xf0) == 0xe0) { // three bytes
        int c = (b & 0xf) << 12 | (utf8[p + 1] & 0x3f) << 6 | utf8[p + 2] & 0x3f;
        if ((BASIC[c] & bits) == 0) {
          return p;
        }
        p += 3;
      } else {
        if ((bits(at(utf8, p)) & bits) == 0) {
          return p;
        }
        p += length(utf8[p]);
      }
    }
    return p;
  }

  /** The first index from {@code at} on, below {@code to}, that is not {@link #LETTER}. */
  public static int letters(byte[] utf8, int at, int to) {
    int p = at;
    while (p + 8 <= to) {
      long word = (long) LONG.get(utf8, p);
      long other = noSmallLetters(word | 0x2020202020202020L);
      if (other != 0) {
        p += Long.numberOfTrailingZeros(other) >>> 3;
        return utf8[p] >= 0 ? p : run(utf8, p, to, LETTER);
      }
      p += 8;
    }
    return run(utf8, p, to, LETTER);
  }

  /** The first index from {@code at} on, below {@code to}, that is not {@link #TAIL}. */
  public static int tails(byte[] utf8, int at, int to) {
    int p = at;
    while (p + 8 <= to) {
      long other = noSmallLetters((long) LONG.get(utf8, p));
      if (other != 0) {
        p += Long.numberOfTrailingZeros(other) >>> 3;
        return utf8[p] >= 0 ? p : run(utf8, p, to, TAIL);
      }
      p += 8;
    }
    return run(utf8, p, to, TAIL);
  }

  /** The highest bit of each of eight bytes that is not {@code a} to {@code z}. */
  private static long noSmallLetters(long word) {
    long low = word & 0x7f7f7f7f7f7f7f7fL;
    long fromA = low + 0x1f1f1f1f1f1f1f1fL; // reaches 0x80 from 'a' on
    long aboveZ = low + 0x0505050505050505L; // behind 'z'
    return (~fromA | aboveZ | word) & 0x8080808080808080L;
  }

  /** The code point that begins at {@code utf8[at]}. */
  public static int at(byte[] utf8, int at) {
    int b = utf8[at];
    if (b >= 0) {
      return b;
    }
    if (b < (byte) 0xe0) {
      return (b & 0x1f) << 6 | utf8[at + 1] & 0x3f;
    }
    if (b < (byte) 0xf0) {
      return (b & 0xf) << 12 | (utf8[at + 1] & 0x3f) << 6 | utf8[at + 2] & 0x3f;
    }
    return (b & 7) << 18
        | (utf8[at + 1] & 0x3f) << 12
        | (utf8[at + 2] & 0x3f) << 6
        | utf8[at + 3] & 0x3f;
  }

  /** How many bytes the code point takes whose first byte is {@code lead}: 1 to 4. */
  public static int length(byte lead) {
    return lead >= 0 ? 1 : lead < (byte) 0xe0 ? 2 : lead < (byte) 0xf0 ? 3 : 4;
  }

  /** Where the code point before index {@code at} begins. */
  public static int before(byte[] utf8, int at) {
    int p = at - 1;
    while (utf8[p] < (byte) 0xc0) { // 10xxxxxx
      p--;
    }
    return p;
  }

  /** Whether {@code c} has the property White_Space. */
  public static boolean isSpace(int c) {
    return switch (c) {
      case '\t',
          '\n',
          0xb,
          '\f',
          '\r',
          ' ',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  private static int classify(int c) {
    int line = c == '\r' || c == '\n' ? LINE : 0;
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> LETTER | HEAD;
      case Character.LOWERCASE_LETTER -> LETTER | TAIL;
      case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LETTER | HEAD | TAIL;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          OTHER | HEAD | TAIL;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      default -> isSpace(c) ? SPACE | line : c == '/' ? OTHER | SLASH : OTHER;
    };
  }
}
