package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/** Drops whitespace at the ends. */
public record Strip(boolean left, boolean right) implements Normalizer {
  @Override
  public Text normalize(Text text) {
    byte[] bytes = text.bytes();
    int from = left ? CodePoints.run(bytes, text.from(), text.to(), CodePoints.SPACE) : text.from();
    int to = text.to();
    while (right && to > from) {
      int last = CodePoints.before(bytes, to);
      if (!CodePoints.isSpace(CodePoints.at(bytes, last))) {
        break;
      }
      to = last;
    }
    return text.slice(from, to);
  }
}
