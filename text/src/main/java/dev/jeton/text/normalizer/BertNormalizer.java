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
  private final Normalizer steps;

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
  }

  @Override
  public Text normalize(Text text) {
    return steps.normalize(text);
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
