package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer.Form;

/**
 * The normal forms NFC, NFD, NFKC and NFKD of the Unicode standard (UAX #15). A sequence of a
 * character and what combines with it is changed as one, and all of its result stands for all of
 * it; where nothing changes, each character stands for itself.
 */
public record UnicodeForm(Form form) implements Normalizer {
  @Override
  public Text normalize(Text text) {
    byte[] bytes = text.bytes();
    int from = text.from();
    while (from < text.to() && bytes[from] >= 0) {
      from++;
    }
    if (from == text.to() || java.text.Normalizer.isNormalized(text.toString(), form)) {
      return text;
    }
    var out = new TextBuilder(text);
    for (int at = text.from(); at < text.to(); ) {
      int end = sequenceEnd(text, at);
      var source = new String(bytes, at, end - at, StandardCharsets.UTF_8);
      var normal = java.text.Normalizer.normalize(source, form);
      if (normal.equals(source) || CodePointSet.UNDECOMPOSED.contains(CodePoints.at(bytes, at))) {
        out.copy(at, end);
      } else {
        out.put(normal.getBytes(StandardCharsets.UTF_8), at, end);
      }
      at = end;
    }
    return out.text();
  }

  /** End of the sequence at {@code from}: no later character changes what comes before it. */
  private int sequenceEnd(Text text, int from) {
    byte[] bytes = text.bytes();
    int at = from + CodePoints.length(bytes[from]);
    while (at < text.to() && bytes[at] < 0 && joins(CodePoints.at(bytes, at))) {
      at += CodePoints.length(bytes[at]);
    }
    return at;
  }

  /** Whether {@code c} may combine with what is before it. */
  static boolean joins(int c) {
    if (CodePointSet.UNDECOMPOSED.contains(c)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> c >= 0x1160 && c <= 0x11ff || decomposesToMark(c);
    };
  }

  /** Letters that are no marks and yet combine, such as the halfwidth voiced mark U+FF9E. */
  private static boolean decomposesToMark(int c) {
    return c == 0xff9e || c == 0xff9f || c >= 0xffa0 && c <= 0xffdc;
  }
}
