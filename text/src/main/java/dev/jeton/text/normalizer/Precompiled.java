package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Octets;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * SentencePiece's map from characters to what takes their place, as Hugging Face applies it: a
 * grapheme of up to five bytes as a whole, otherwise its characters one by one.
 */
public final class Precompiled implements Normalizer {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int LONGEST_WHOLE = 5;
  private static final byte[] NEWLINE = {'\n'};

  private final CharacterMap map;
  private final Lone lone = new Lone(this::alone);
  private final boolean[] changed = new boolean[128]; // letters of ASCII
  private final boolean plain; // from space to ~ none changes
  private final byte[] newline; // what becomes of one that is no part of a CR LF

  /**
   * @param map number of the trie's bytes as 4 bytes, the trie, the replacements
   */
  public Precompiled(byte[] map) {
    this.map = new CharacterMap(map);
    for (byte c = 0; c >= 0; c++) {
      changed[c] = this.map.shortest(new byte[] {c}, 0, 1) != null;
    }
    boolean same = true;
    for (int c = ' '; c < 0x7f; c++) {
      same &= !changed[c];
    }
    plain = same;
    var found = this.map.shortest(NEWLINE, 0, 1);
    newline = found == null ? NEWLINE : found.replacement();
  }

  /** The map as it was given. */
  public byte[] map() {
    return map.bytes();
  }

  @Override
  public Text normalize(Text text) {
    byte[] bytes = text.bytes();
    int to = text.to();
    int at = unchanged(bytes, text.from(), to);
    if (at == to) {
      return text;
    }
    var out = new TextBuilder(text);
    out.copy(text.from(), at);
    while (at < to) {
      int end = graphemeEnd(bytes, at, to);
      byte[] becomes = lone(bytes, at);
      if (becomes != Lone.BOUND && end == end(bytes, at, to)) {
        out.put(becomes, at, end);
      } else {
        graphemes(text.slice(at, end), out);
      }
      at = unchanged(bytes, end, to);
      out.copy(end, at);
    }
    return out.text();
  }

  /** Where both the characters before and behind are graphemes of their own, or the end. */
  private int graphemeEnd(byte[] bytes, int from, int to) {
    boolean free = free(bytes, from);
    int at = end(bytes, from, to);
    while (at < to) {
      boolean next = free(bytes, at);
      if (free && next) {
        break;
      }
      free = next;
      at = end(bytes, at, to);
    }
    return at;
  }

  /** Where characters begin of which one changes or is not a grapheme. */
  private int unchanged(byte[] bytes, int from, int to) {
    int before = from;
    int at = from;
    while (at < to) {
      int b = bytes[at];
      if (plain && b > ' ' && b < 0x7f) {
        at = Octets.printable(bytes, at, to);
        before = at - 1;
        continue;
      }
      int behind = lone.behindThrees(bytes, at, to);
      if (behind > at) {
        at = behind;
        before = at - 3;
        continue;
      }
      if (b > '\r' ? changed[b] : b == '\n' || !lone.stays(CodePoints.at(bytes, at))) {
        return free(bytes, at) ? at : before;
      }
      before = at;
      at += CodePoints.length(bytes[at]);
    }
    return to;
  }

  private static int end(byte[] bytes, int at, int to) {
    return Math.min(to, at + CodePoints.length(bytes[at]));
  }

  /** What becomes of the character at {@code at} where those beside it do not matter. */
  private byte[] lone(byte[] bytes, int at) {
    return isNewline(bytes, at) ? newline : lone.of(CodePoints.at(bytes, at));
  }

  /** Whether a line ends here in one character, which is a grapheme whatever is beside it. */
  private static boolean isNewline(byte[] bytes, int at) {
    return bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r');
  }

  /** Whether the character at {@code at} is no grapheme with one before it. */
  private boolean free(byte[] bytes, int at) {
    return bytes[at] > '\r' || lone(bytes, at) != Lone.BOUND;
  }

  /**
   * What becomes of a character that is a grapheme wherever others like it are beside it: alone
   * with a letter on either side, and with itself.
   */
  private byte[] alone(int c) {
    var one = Character.toString(c);
    if (c == '\r' || c == '\n' || GRAPHEME.matcher("a" + one + one + "a").results().count() < 4) {
      return Lone.BOUND;
    }
    byte[] utf8 = Utf8.encode(one);
    var found = map.shortest(utf8, 0, utf8.length);
    return found == null ? utf8 : found.length() < utf8.length ? Lone.BOUND : found.replacement();
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
