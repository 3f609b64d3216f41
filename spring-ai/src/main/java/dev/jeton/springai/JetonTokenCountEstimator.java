package dev.jeton.springai;

import dev.jeton.text.Tokenizer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.tokenizer.TokenCountEstimator;

/**
 * Counts with the model's own tokenizer, without the tokens that some tokenizer files put around a
 * text and without what a chat format adds to a message. Immutable, for any number of threads.
 */
public record JetonTokenCountEstimator(Tokenizer tokenizer) implements TokenCountEstimator {

  public JetonTokenCountEstimator {
    tokenizer = tokenizer.bare();
  }

  @Override
  public int estimate(@Nullable String text) {
    return text == null ? 0 : tokenizer.count(text);
  }

  /**
   * How many tokens a message's text has.
   *
   * @throws IllegalArgumentException if it holds pictures or other media, whose tokens depend on
   *     the model and not on its tokenizer
   */
  @Override
  public int estimate(MediaContent content) {
    var media = content.getMedia();
    if (media != null && !media.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a message of text, found media of type " + media.getFirst().getMimeType());
    }
    return estimate(content.getText());
  }

  @Override
  public int estimate(Iterable<MediaContent> contents) {
    int sum = 0;
    for (var content : contents) {
      sum += estimate(content);
    }
    return sum;
  }
}
