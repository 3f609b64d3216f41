package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * SentencePiece's map from characters to what takes their place, as Hugging Face applies it: a
 * grapheme of up to five bytes as a whole, otherwise its characters one by one.
 */
public final class Precompiled implements Normalizer {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int LONGEST_WHOLE = 5;

  private final CharacterMap map;

  /**
   * @param map number of the trie's bytes as 4 bytes, the trie, the replacements
   */
  public Precompiled(byte[] map) {
    this.map = new CharacterMap(map);
  }

  @Override
  public Text normalize(Text text) {
    var string = text.toString();
    var out = new TextBuilder(text);
    var graphemes = GRAPHEME.matcher(string);
    byte[] bytes = text.bytes();
    int at = text.from();
    while (graphemes.find()) {
      int end = at + graphemes.group().getBytes(StandardCharsets.UTF_8).length;
      var whole = end - at <= LONGEST_WHOLE ? map.shortest(bytes, at, end) : null;
      if (whole != null) {
        out.put(whole.replacement(), at, end);
      } else {
        characters(bytes, at, end, out);
      }
      at = end;
    }
    return out.text();
  }

  private void characters(byte[] bytes, int from, int to, TextBuilder out) {
    for (int at = from; at < to; ) {
      int end = at + CodePoints.length(bytes[at]);
      var found = map.shortest(bytes, at, end);
      if (found != null) {
        out.put(found.replacement(), at, end);
      } else {
        out.copy(at, end);
      }
      at = end;
    }
  }
}
