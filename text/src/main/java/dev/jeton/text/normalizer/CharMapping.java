package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;

/** Normalizers that look at one character at a time. */
final class CharMapping {

  /** Puts what becomes of the code point {@code c}, which stands at {@code [from, to)}. */
  interface Mapping {
    void map(int c, int from, int to, TextBuilder out);
  }

  private CharMapping() {}

  static Text apply(Text text, Mapping mapping) {
    var out = new TextBuilder(text);
    byte[] bytes = text.bytes();
    for (int at = text.from(); at < text.to(); ) {
      int end = at + CodePoints.length(bytes[at]);
      mapping.map(CodePoints.at(bytes, at), at, end, out);
      at = end;
    }
    return out.text();
  }
}
