package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How well a model foresees a text: its bits of information under the model by its bytes, which
 * compares over vocabularies.
 *
 * @param bits minus the logarithm to base 2 of the text's probability
 * @param tokens that were foreseen
 * @param bytes of the text in UTF-8
 */
public record BitsPerByte(double bits, int tokens, long bytes) {

  /** Bits by bytes. */
  public double bitsPerByte() {
    return bits / bytes;
  }

  /** Two to the power of bits by tokens. */
  public double perplexity() {
    return Math.pow(2, bits / tokens);
  }

  /**
   * Reads a text in windows that overlap by half. A first token with none before it counts as one
   * of the vocabulary at random.
   *
   * @param window positions, at least 2
   * @throws ModelException if the text is empty
   */
  public static BitsPerByte of(Model model, Tokenizer tokenizer, String text, int window) {
    if (text.isEmpty()) {
      throw new ModelException("expected a text, found none");
    }
    if (window < 2) {
      throw new ModelException("expected a window of 2 positions or more, found " + window);
    }
    int[] ids = tokenizer.encode(text);
    boolean begins = ids.length > tokenizer.bare().encode(text).length;
    int vocabulary = model.shape().vocabulary();
    double bits = begins ? 0 : Math.log(vocabulary) / Math.log(2);
    int done = 1;
    for (int from = 0; done < ids.length; from += window / 2) {
      int to = Math.min(ids.length, from + window);
      // the last id of the window is foreseen, and foresees nothing
      float[] logits = model.session(window).appendAll(Arrays.copyOfRange(ids, from, to - 1));
      for (; done < to; done++) {
        bits += bits(logits, (done - 1 - from) * vocabulary, vocabulary, ids[done]);
      }
    }
    return new BitsPerByte(
        bits, ids.length - (begins ? 1 : 0), text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static double bits(float[] logits, int row, int vocabulary, int id) {
    double all = Kernels.logSumExp(logits, row, row + vocabulary);
    return (all - logits[row + id]) / Math.log(2);
  }
}
