package dev.jeton.text.file;

import java.util.List;

/** What stands under a key of a GGUF file, with the type that it has there. */
public sealed interface GgufValue {

  /** A text. */
  record Text(String text) implements GgufValue {}

  /** A whole number, or a flag as 0 or 1; of {@code U64} all 64 bits count. */
  record Whole(GgufType type, long value) implements GgufValue {}

  /** A number with a fraction. */
  record Real(GgufType type, double value) implements GgufValue {}

  /** A list of texts. */
  record Texts(List<String> texts) implements GgufValue {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /**
   * A list of numbers.
   *
   * @param values as {@code double}: exact for all types but whole ones of 64 bits beyond 2^53
   */
  record Numbers(GgufType items, double[] values) implements GgufValue {}
}
