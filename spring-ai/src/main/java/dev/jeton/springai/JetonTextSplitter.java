package dev.jeton.springai;

import dev.jeton.text.Chunk;
import dev.jeton.text.Tokenizer;
import java.util.List;
import org.springframework.ai.transformer.splitter.TextSplitter;

/**
 * Splits documents into parts of so many tokens, at token boundaries and never inside a character.
 * Metadata and parent ids are Spring AI's own work.
 */
public final class JetonTextSplitter extends TextSplitter {
  private final Tokenizer tokenizer;
  private final int tokens;
  private final int overlap;

  /**
   * @param tokens of a part at most, as they stand in the document; encoded on its own a part may
   *     have a few more or fewer, since words are cut
   * @param overlap tokens at the end of a part that begin the next one too, fewer than {@code
   *     tokens}
   */
  public JetonTextSplitter(Tokenizer tokenizer, int tokens, int overlap) {
    if (tokens < 1 || overlap < 0 || overlap >= tokens) {
      throw new IllegalArgumentException(
          "expected at least 1 token and an overlap of 0 to %d, found %d and %d"
              .formatted(Math.max(0, tokens - 1), tokens, overlap));
    }
    this.tokenizer = tokenizer.bare();
    this.tokens = tokens;
    this.overlap = overlap;
  }

  @Override
  protected List<String> splitText(String text) {
    return tokenizer.split(text, tokens, overlap).stream().map(Chunk::text).toList();
  }
}
