package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.pretokenizer.Delimiter;

/** Puts {@code replacement} where the delimiter matches, between characters too. */
public record Replace(Delimiter delimiter, String replacement) implements Normalizer {
  @Override
  public Text normalize(Text text) {
    if (!delimiter.isIn(text, text.from(), text.to())) {
      return text;
    }
    var out = new TextBuilder(text);
    byte[] content = Utf8.encode(replacement);
    delimiter.find(
        text,
        text.from(),
        text.to(),
        (from, to, match) -> {
          if (match) {
            out.put(content, from, to);
          } else {
            out.copy(from, to);
          }
        });
    return out.text();
  }
}
