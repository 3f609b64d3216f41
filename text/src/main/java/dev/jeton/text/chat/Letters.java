package dev.jeton.text.chat;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Python's view of letters, small and capital, and of digits. */
final class Letters {
  private Letters() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * For comparing without regard to case; differs from Python's in letters that few scripts use.
   */
  static String folded(String text) {
    return text.replace("ß", "ss").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  static String swapped(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              var one = Character.toString(c);
              out.append(
                  Character.isUpperCase(c) ? lower(one) : isLowerLetter(c) ? upper(one) : one);
            });
    return out.toString();
  }

  /** The first letter as in titles, the others small. */
  static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return title(text.codePointAt(0)) + behind(text, end);
  }

  /** Small letters behind {@code from}, where a sigma knows what stands before. */
  private static String behind(String text, int from) {
    return lower("a" + text.substring(from)).substring(1);
  }

  /** Each run of letters capitalized. */
  static String titled(String text) {
    var out = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (!isCased(c)) {
        out.appendCodePoint(c);
        at = end;
        continue;
      }
      int stop = end;
      while (stop < text.length() && isCased(text.codePointAt(stop))) {
        stop += Character.charCount(text.codePointAt(stop));
      }
      out.append(title(c)).append(behind(text.substring(at, stop), end - at));
      at = stop;
    }
    return out.toString();
  }

  private static String title(int c) {
    int title = Character.toTitleCase(c);
    if (title != c) {
      return Character.toString(title);
    }
    var upper = upper(Character.toString(c)); // such as ß, which becomes Ss
    return upper.length() > 1
            && Character.isLetter(upper.codePointAt(0))
            && !upper.equals(Character.toString(c))
        ? upper.substring(0, upper.offsetByCodePoints(0, 1))
            + behind(upper, upper.offsetByCodePoints(0, 1))
        : Character.toString(title);
  }

  private static boolean isLowerLetter(int c) {
    return Character.isLowerCase(c);
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  static boolean isUpper(String text) {
    return text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isUpperCase);
  }

  static boolean isLower(String text) {
    return text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c))
        && text.codePoints().anyMatch(Character::isLowerCase);
  }

  /** Decimal digits and the like, such as superscripts. */
  static boolean isDigit(int c) {
    return Character.isDigit(c)
        || c == 0xb2
        || c == 0xb3
        || c == 0xb9
        || c == 0x2070
        || c >= 0x2074 && c <= 0x2079
        || c >= 0x2080 && c <= 0x2089
        || c >= 0x2460 && c <= 0x2468;
  }

  static boolean isNumeric(int c) {
    return isDigit(c)
        || Character.getType(c) == Character.LETTER_NUMBER
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.isIdeographic(c) && Character.getNumericValue(c) >= 0;
  }

  /** Whether there are characters and all of them fit. */
  static Value all(Str string, IntPredicate fits) {
    return Value.Bool.of(!string.isEmpty() && string.text().codePoints().allMatch(fits));
  }
}
