package dev.jeton.text;

/**
 * What becomes of a special token, such as {@code <|endoftext|>}, that is written out in a text.
 * Text from users must not be able to write them, so {@link #AS_TEXT} is what a new tokenizer does.
 */
public enum SpecialTokens {
  /** It is text like any other. */
  AS_TEXT,
  /** The text is refused with an error that names it. */
  REFUSE,
  /** It becomes its id. */
  ALLOW
}
