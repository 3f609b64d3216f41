package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;

/**
 * Says that the vocabulary is over bytes; the text stays, since ours holds the bytes themselves.
 */
public record ByteLevel() implements Normalizer {
  @Override
  public Text normalize(Text text) {
    return text;
  }
}
