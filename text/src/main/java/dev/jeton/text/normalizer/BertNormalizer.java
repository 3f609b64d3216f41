package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import java.text.Normalizer.Form;

/**
 * BERT's: control characters go, whitespace becomes spaces, Chinese characters get spaces around
 * them, accents go, letters become small.
 */
public final class BertNormalizer implements Normalizer {
  private static final byte GONE = -1;

  private final Normalizer steps;
  private final byte[] ascii = new byte[128]; // what becomes of each letter; GONE if nothing

  public BertNormalizer(
      boolean cleanText, boolean chineseApart, boolean stripAccents, boolean lowercase) {
    var all = NONE;
    all = cleanText ? all.then(text -> CharMapping.apply(text, BertNormalizer::clean)) : all;
    all = chineseApart ? all.then(text -> CharMapping.apply(text, BertNormalizer::apart)) : all;
    all =
        stripAccents
            ? all.then(new UnicodeForm(Form.NFD))
                .then(text -> CharMapping.apply(text, BertNormalizer::unaccented))
            : all;
    steps = lowercase ? all.then(new Lowercase()) : all;
    for (byte c = 0; c >= 0; c++) {
      var one = steps.normalize(Text.of(new byte[] {c}));
      ascii[c] = one.isEmpty() ? GONE : one.bytes()[one.from()];
    }
  }

  /** Letters of ASCII change one by one; only what stands between them goes through the steps. */
  @Override
  public Text normalize(Text text) {
    byte[] bytes = text.bytes();
    var out = new TextBuilder(text);
    for (int at = text.from(); at < text.to(); ) {
      if (bytes[at] >= 0) {
        byte letter = ascii[bytes[at]];
        if (letter != GONE) {
          out.put(letter, at, at + 1);
        }
        at++;
        continue;
      }
      int end = at + 1;
      while (end < text.to() && bytes[end] < 0) {
        end++;
      }
      out.put(steps.normalize(text.slice(at, end)));
      at = end;
    }
    return out.text();
  }

  private static void clean(int c, int from, int to, TextBuilder out) {
    if (CodePointSet.CONTROL.contains(c)) {
      return;
    }
    out.put(CodePoints.isSpace(c) ? ' ' : c, from, to);
  }

  private static void apart(int c, int from, int to, TextBuilder out) {
    if (isChinese(c)) {
      out.put(' ', from, to);
      out.put(c, from, to);
      out.put(' ', from, to);
    } else {
      out.put(c, from, to);
    }
  }

  private static void unaccented(int c, int from, int to, TextBuilder out) {
    if (!CodePointSet.NONSPACING.contains(c)) {
      out.put(c, from, to);
    }
  }

  private static boolean isChinese(int c) {
    return c >= 0x4e00 && c <= 0x9fff
        || c >= 0x3400 && c <= 0x4dbf
        || c >= 0x20000 && c <= 0x2a6df
        || c >= 0x2a700 && c <= 0x2b73f
        || c >= 0x2b740 && c <= 0x2b81f
        || c >= 0x2b920 && c <= 0x2ceaf
        || c >= 0xf900 && c <= 0xfaff
        || c >= 0x2f800 && c <= 0x2fa1f;
  }
}
