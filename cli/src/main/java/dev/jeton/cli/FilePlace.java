package dev.jeton.cli;

import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A place in a text file, between two characters.
 *
 * @param line from 1
 * @param column from 1: the character that stands behind the place
 */
record FilePlace(Path file, int line, int column) {
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9}):(\\d{1,9})");

  /**
   * Reads {@code FILE:LINE:COL}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static FilePlace of(String text) {
    var matcher = PLACE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected FILE:LINE:COL, found '%s'".formatted(text));
    }
    return new FilePlace(
        Path.of(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** What stands before and behind it. */
  record Sides(String before, String behind) {}

  /**
   * Reads the file.
   *
   * @throws IOException if it is not UTF-8, or has no such place
   */
  Sides read() throws IOException {
    byte[] utf8 = Files.readAllBytes(file);
    int invalid = Utf8.firstInvalid(utf8);
    if (invalid >= 0) {
      throw new IOException(
          "%s: expected UTF-8, found byte 0x%02X at %d".formatted(file, utf8[invalid], invalid));
    }
    var text = new String(utf8, StandardCharsets.UTF_8);
    int start = start(text);
    int end = text.indexOf('\n', start);
    int length = text.codePointCount(start, end < 0 ? text.length() : end);
    if (column < 1 || column > length + 1) {
      throw new IOException(
          "%s: expected a column of 1 to %d in line %d, found %d"
              .formatted(file, length + 1, line, column));
    }
    int at = text.offsetByCodePoints(start, column - 1);
    return new Sides(text.substring(0, at), text.substring(at));
  }

  private int start(String text) throws IOException {
    int[] starts = starts(text);
    if (line < 1 || line > starts.length) {
      throw new IOException(
          "%s: expected a line of 1 to %d, found %d".formatted(file, starts.length, line));
    }
    return starts[line - 1];
  }

  private static int[] starts(String text) {
    int[] starts = new int[16];
    int n = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts = n == starts.length ? Arrays.copyOf(starts, 2 * n) : starts;
      starts[n++] = at + 1;
    }
    return Arrays.copyOf(starts, n);
  }
}
