package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import java.lang.Character.UnicodeScript;

/**
 * Cuts where the script changes. Kanji and kana are one script; spaces and characters without a
 * script belong to what is before them. Where none is before them they are dropped, as by Hugging
 * Face's.
 */
public final class UnicodeScripts implements PreTokenizer {
  private static final int FULL_STOP_ARMENIAN = 0x589;
  private static final int ARABIC_MARK = 0x61c;
  private static final int PROLONGED_SOUND = 0x30fc;

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    byte[] bytes = text.bytes();
    var last = UnicodeScript.UNKNOWN;
    int begun = to;
    for (int at = from; at < to; at += CodePoints.length(bytes[at])) {
      var script = script(CodePoints.at(bytes, at));
      if (script != UnicodeScript.UNKNOWN && script != last) {
        if (begun < at) {
          out.piece(text, begun, at);
        }
        begun = at;
        last = script;
      }
    }
    if (begun < to) {
      out.piece(text, begun, to);
    }
  }

  /** As Hugging Face's tables have it; UNKNOWN goes with any script. */
  private static UnicodeScript script(int c) {
    if (c == ' ' || CodePointSet.SCRIPTLESS.contains(c)) {
      return UnicodeScript.UNKNOWN;
    }
    return switch (c) {
      case FULL_STOP_ARMENIAN, ARABIC_MARK -> UnicodeScript.COMMON;
      case 0x953, 0x954 -> UnicodeScript.DEVANAGARI; // accents
      case PROLONGED_SOUND -> UnicodeScript.HAN;
      default -> {
        var script = UnicodeScript.of(c);
        yield script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA
            ? UnicodeScript.HAN
            : script;
      }
    };
  }
}
