package dev.jeton.text;

/**
 * A token that is looked for in the text before anything else.
 *
 * @param content as it is written
 * @param special whether it is for control, not for text; {@link SpecialTokens} governs it
 * @param singleWord only between characters that are no part of a word
 * @param leftStrip takes whitespace before it along
 * @param rightStrip takes whitespace behind it along
 * @param normalized looked for after normalization rather than before
 */
public record AddedToken(
    int id,
    String content,
    boolean special,
    boolean singleWord,
    boolean leftStrip,
    boolean rightStrip,
    boolean normalized) {

  /** A special token that is looked for as it stands. */
  public static AddedToken special(int id, String content) {
    return new AddedToken(id, content, true, false, false, false, false);
  }
}
