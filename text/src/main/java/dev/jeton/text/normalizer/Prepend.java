package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;

/** Puts a string before each text that is not empty; it stands for the first character too. */
public record Prepend(String prefix) implements Normalizer {
  @Override
  public Text normalize(Text text) {
    if (text.isEmpty()) {
      return text;
    }
    var out = new TextBuilder(text);
    int first = text.from() + CodePoints.length(text.bytes()[text.from()]);
    out.put(Utf8.encode(prefix), text.from(), first);
    out.copy(text.from(), text.to());
    return out.text();
  }
}
