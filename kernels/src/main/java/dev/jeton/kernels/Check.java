package dev.jeton.kernels;

/** Argument checks of the door; the kernels behind it trust their arguments. */
final class Check {
  private Check() {}

  /** An array of {@code length} elements must hold {@code needed}. */
  static void fits(String what, int length, long needed) {
    if (length < needed) {
      throw new IllegalArgumentException(
          "%s: expected at least %d elements, found %d".formatted(what, needed, length));
    }
  }

  /** An array of {@code length} elements must hold {@code rows} rows from {@code from} on. */
  static void rows(String what, int length, int from, int rows, int columns) {
    if (length < from + (long) rows * columns) {
      fits(what + " [" + rows + "][" + columns + "]", length, from + (long) rows * columns);
    }
  }

  /** {@code [from, to)} must lie inside an array of {@code length} elements. */
  static void range(String what, int length, int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IllegalArgumentException(
          "%s: [%d, %d) lies outside [0, %d)".formatted(what, from, to, length));
    }
  }

  static void equal(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s: expected %d, found %d".formatted(what, expected, found));
    }
  }

  static void atLeast(String what, int least, int found) {
    if (found < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d, found %d".formatted(what, least, found));
    }
  }
}
