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
  private final boolean[] changed = new boolean[128]; // letters of ASCII

  /**
   * @param map number of the trie's bytes as 4 bytes, the trie, the replacements
   */
  public Precompiled(byte[] map) {
    this.map = new CharacterMap(map);
    for (byte c = 0; c >= 0; c++) {
      changed[c] = this.map.shortest(new byte[] {c}, 0, 1) != null;
    }
  }

  @Override
  public Text normalize(Text text) {
    var out = new TextBuilder(text);
    byte[] bytes = text.bytes();
    for (int at = text.from(); at < text.to(); ) {
      int end = at;
      while (end < text.to() && alone(bytes, end, text.to()) && !changed[bytes[end]]) {
        end++;
      }
      out.copy(at, end);
      at = end;
      while (end < text.to() && !(alone(bytes, end, text.to()) && !changed[bytes[end]])) {
        end++;
      }
      while (end < text.to() && !alone(bytes, end - 1, text.to())) {
        end++; // up to a boundary of graphemes
      }
      graphemes(text.slice(at, end), out);
      at = end;
    }
    return out.text();
  }

  /** Whether a letter of ASCII is at {@code at} and is a grapheme's last: another one follows. */
  private static boolean alone(byte[] bytes, int at, int to) {
    return bytes[at] >= 0
        && (at + 1 == to || bytes[at + 1] >= 0 && !(bytes[at] == '\r' && bytes[at + 1] == '\n'));
  }

  private void graphemes(Text text, TextBuilder out) {
    var graphemes = GRAPHEME.matcher(text.toString());
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
