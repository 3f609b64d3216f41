package dev.jeton.text.chat;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Python's {@code strftime} in the C locale. */
final class Strftime {
  private Strftime() {}

  /** {@code time} as {@code format} says; a minus behind the percent sign drops leading zeros. */
  static String of(String format, ZonedDateTime time) {
    var out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char kind = format.charAt(++i);
      boolean bare = kind == '-' && i + 1 < format.length();
      if (bare) {
        kind = format.charAt(++i);
      }
      var part = part(kind, time);
      out.append(bare ? part.replaceFirst("^[0 ]+(?=.)", "") : part);
    }
    return out.toString();
  }

  private static String part(char kind, ZonedDateTime time) {
    return switch (kind) {
      case 'Y' -> String.valueOf(time.getYear());
      case 'y' -> two(Math.floorMod(time.getYear(), 100));
      case 'm' -> two(time.getMonthValue());
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> "%2d".formatted(time.getDayOfMonth());
      case 'H' -> two(time.getHour());
      case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> two(time.getMinute());
      case 'S' -> two(time.getSecond());
      case 'f' -> "%06d".formatted(time.getNano() / 1000);
      case 'j' -> "%03d".formatted(time.getDayOfYear());
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.US);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.US);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US);
      case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
      case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'F' -> of("%Y-%m-%d", time);
      case 'T' -> of("%H:%M:%S", time);
      case 'R' -> of("%H:%M", time);
      case 'D' -> of("%m/%d/%y", time);
      case 'c' -> of("%a %b %e %H:%M:%S %Y", time);
      case 'x' -> of("%m/%d/%y", time);
      case 'X' -> of("%H:%M:%S", time);
      case 's' -> String.valueOf(time.toEpochSecond());
      case 'z', 'Z' -> ""; // Python's local time has no zone
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> throw new TemplateFault("strftime_now: '%%%c' is not supported".formatted(kind));
    };
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }
}
