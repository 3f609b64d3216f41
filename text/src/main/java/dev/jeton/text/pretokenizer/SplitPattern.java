package dev.jeton.text.pretokenizer;

import java.util.Arrays;
import java.util.Optional;

/** The patterns that are written out by hand, with the text by which files name them. */
public enum SplitPattern {
  /** GPT-2, r50k, p50k. */
  GPT2(
      new Gpt2Splitter(),
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
      "'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"),
  /** cl100k. */
  CL100K(
      new LetterSplitter(3, true),
      "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+"
          + "|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
      "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+"
          + "|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"),
  /** Llama 3; also cl100k as it is often written in tokenizer.json. */
  LLAMA3(
      new LetterSplitter(3, false),
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  /** Qwen 2. */
  QWEN2(
      new LetterSplitter(1, false),
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
  /** o200k. */
  O200K(
      new CaseSplitter(),
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  private final PreTokenizer splitter;
  private final String[] texts;

  SplitPattern(PreTokenizer splitter, String... texts) {
    this.splitter = splitter;
    this.texts = texts;
  }

  /** The hand-written splitter. */
  public PreTokenizer splitter() {
    return splitter;
  }

  /** The pattern as text. */
  public String pattern() {
    return texts[0];
  }

  /** The pattern as text for Oniguruma, where <code>{1,3}+</code> is not possessive. */
  public String oniguruma() {
    return this == CL100K ? texts[1] : texts[0];
  }

  /** The same pieces, found by {@link java.util.regex}. */
  public PreTokenizer regex() {
    return isolated(pattern().replace("$", "\\z"));
  }

  /** The one that is written as {@code pattern}. */
  public static Optional<SplitPattern> of(String pattern) {
    return Arrays.stream(values())
        .filter(known -> Arrays.asList(known.texts).contains(pattern))
        .findFirst();
  }

  /** The one whose hand-written splitter this is. */
  public static Optional<SplitPattern> of(PreTokenizer splitter) {
    return Arrays.stream(values()).filter(known -> known.splitter == splitter).findFirst();
  }

  /**
   * A splitter for any pattern: the hand-written one where there is one.
   *
   * @throws dev.jeton.text.TokenizerException if the pattern cannot be read
   */
  public static PreTokenizer splitter(String pattern) {
    return of(pattern).map(SplitPattern::splitter).orElseGet(() -> isolated(pattern));
  }

  private static PreTokenizer isolated(String pattern) {
    return SplitBehavior.ISOLATED.at(new Delimiter.Regex(pattern, false));
  }
}
