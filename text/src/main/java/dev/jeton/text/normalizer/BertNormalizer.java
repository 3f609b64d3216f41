package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;
import java.text.Normalizer.Form;
import java.util.Arrays;

/**
 * BERT's: control characters go, whitespace becomes spaces, Chinese characters get spaces around
 * them, accents go, letters become small.
 */
public final class BertNormalizer implements Normalizer {
  private static final byte GONE = -1;

  private final boolean cleanText;
  private final boolean chineseApart;
  private final boolean stripAccents;
  private final boolean lowercase;
  private final Normalizer steps;
  private final byte[] ascii = new byte[128]; // what becomes of each letter; GONE if nothing
  private final Lone lone = new Lone(this::alone);

  public BertNormalizer(
      boolean cleanText, boolean chineseApart, boolean stripAccents, boolean lowercase) {
    this.cleanText = cleanText;
    this.chineseApart = chineseApart;
    this.stripAccents = stripAccents;
    this.lowercase = lowercase;
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

  /** Whether control characters go and whitespace becomes spaces. */
  public boolean cleanText() {
    return cleanText;
  }

  /** Whether Chinese characters get spaces around them. */
  public boolean chineseApart() {
    return chineseApart;
  }

  /** Whether accents go. */
  public boolean stripAccents() {
    return stripAccents;
  }

  /** Whether letters become small. */
  public boolean lowercase() {
    return lowercase;
  }

  /**
   * Letters of ASCII change one by one, and so do others that do not combine with one beside them;
   * only the rest goes through the steps.
   */
  @Override
  public Text normalize(Text text) {
    byte[] bytes = text.bytes();
    var out = new TextBuilder(text, text.to() - text.from() + (text.to() - text.from()) / 2 + 16);
    for (int at = text.from(); at < text.to(); ) {
      if (bytes[at] >= 0) {
        at = letters(bytes, at, text.to(), out);
        continue;
      }
      byte[] changed = lone.of(CodePoints.at(bytes, at));
      int end = at + CodePoints.length(bytes[at]);
      int next = bound(bytes, end, text.to());
      if (changed != Lone.BOUND && next == end) {
        out.put(changed, at, end);
      } else {
        out.put(steps.normalize(text.slice(at, next)));
      }
      at = next;
    }
    return out.text();
  }

  /** Letters of ASCII from {@code from} on; where they end. */
  private int letters(byte[] bytes, int from, int to, TextBuilder out) {
    int at = from;
    int done = from;
    for (; at < to && bytes[at] >= 0; at++) {
      byte letter = ascii[bytes[at]];
      if (letter != bytes[at]) {
        out.copy(done, at);
        if (letter != GONE) {
          out.replace(at, letter);
        }
        done = at + 1;
      }
    }
    out.copy(done, at);
    return at;
  }

  /** Where the characters end that combine with others, from {@code at} on. */
  private int bound(byte[] bytes, int at, int to) {
    int end = at;
    while (end < to && bytes[end] < 0 && lone.of(CodePoints.at(bytes, end)) == Lone.BOUND) {
      end += CodePoints.length(bytes[end]);
    }
    return end;
  }

  /** What becomes of a character that neither goes nor joins the one before it. */
  private byte[] alone(int c) {
    var text = Text.of(Utf8.encode(Character.toString(c)));
    var normal = steps.normalize(text);
    return normal.isEmpty() || UnicodeForm.joins(c)
        ? Lone.BOUND
        : Arrays.copyOfRange(normal.bytes(), normal.from(), normal.to());
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
