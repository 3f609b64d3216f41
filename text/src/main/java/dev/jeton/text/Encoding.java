package dev.jeton.text;

import dev.jeton.text.bytes.CodePoints;

/**
 * The tokens of a text and where they stand in it, before normalization. Tokens that a template
 * adds stand for nothing: start and end are equal. A token inside a character has the character's
 * chars.
 *
 * @param byteStarts first byte of each token in the text's UTF-8
 * @param byteEnds one after its last byte
 * @param charStarts first {@code char} of each token in the string
 * @param charEnds one after its last {@code char}
 */
public record Encoding(
    int[] ids, int[] byteStarts, int[] byteEnds, int[] charStarts, int[] charEnds) {

  /** How many tokens there are. */
  public int length() {
    return ids.length;
  }

  static Encoding of(byte[] utf8, int[] ids, int[] starts, int[] ends) {
    int[] first = new int[utf8.length + 1]; // by byte: where its character begins, in chars
    int[] last = new int[utf8.length + 1]; // by end: where the character that ends there ends
    int chars = 0;
    for (int at = 0; at < utf8.length; ) {
      int length = CodePoints.length(utf8[at]);
      int width = length == 4 ? 2 : 1;
      for (int i = 0; i < length; i++) {
        first[at + i] = chars;
        last[at + i + 1] = chars + width;
      }
      chars += width;
      at += length;
    }
    first[utf8.length] = chars;
    int[] charStarts = new int[ids.length];
    int[] charEnds = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      charStarts[i] = first[starts[i]];
      charEnds[i] = starts[i] == ends[i] ? charStarts[i] : last[ends[i]];
    }
    return new Encoding(ids, starts, ends, charStarts, charEnds);
  }
}
