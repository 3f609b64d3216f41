package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import java.util.List;

/**
 * The tokens that stand between texts and between the parts of one.
 *
 * @param end before and after each text
 * @param prefix before what stands before a gap
 * @param suffix before what stands behind it
 * @param middle before what fills it
 */
public record SpecialIds(int end, int prefix, int suffix, int middle) {
  private static final String END = "<|endoftext|>";
  private static final String PREFIX = "<|fim_prefix|>";
  private static final String SUFFIX = "<|fim_suffix|>";
  private static final String MIDDLE = "<|fim_middle|>";

  /** Their names, for the training of a tokenizer. */
  public static final List<String> NAMES = List.of(END, PREFIX, SUFFIX, MIDDLE);

  /**
   * Those of a tokenizer.
   *
   * @throws dev.jeton.text.TokenizerException if it lacks one
   */
  public static SpecialIds of(Tokenizer tokenizer) {
    return new SpecialIds(
        tokenizer.special(END),
        tokenizer.special(PREFIX),
        tokenizer.special(SUFFIX),
        tokenizer.special(MIDDLE));
  }
}
