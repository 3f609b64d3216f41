package dev.jeton.core;

import java.util.List;

/**
 * Codecs whose names take no room in a {@code .jeton} file: their numbers stand in {@code
 * docs/formats/jeton.md}. A number is never given again.
 */
final class RegisteredCodecs {
  /** Not registered: the name is spelled out. */
  static final int SPELLED = 0;

  private static final List<String> NAMES =
      List.of("", "photo-1", "patches-1", "elastic-64", "tiles-64");

  private RegisteredCodecs() {}

  /** The number of {@code spec}, or {@link #SPELLED}. */
  static int number(Spec spec) {
    return Math.max(SPELLED, NAMES.indexOf(spec.toString()));
  }

  /** The codec of {@code number}, which is not {@link #SPELLED}. */
  static Spec spec(int number) throws JetonFileException {
    if (number >= NAMES.size()) {
      throw new JetonFileException(
          "made with built-in codec number %d, which this build does not know; it knows 1 to %d"
              .formatted(number, NAMES.size() - 1));
    }
    return Spec.parse(NAMES.get(number));
  }
}
