package dev.jeton.text.normalizer;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's map from characters to what takes their place, as Hugging Face applies it: a
 * grapheme of up to five bytes as a whole, otherwise its characters one by one. The map is a
 * double-array trie (darts-clone) followed by the replacements, each ended by a zero byte.
 */
public final class Precompiled implements Normalizer {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int LONGEST_WHOLE = 5;

  private final int[] units;
  private final byte[] replacements;

  /**
   * @param map number of the trie's bytes as 4 bytes, the trie, the replacements
   */
  public Precompiled(byte[] map) {
    var buffer = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = map.length < 4 ? -1 : buffer.getInt();
    if (trieBytes < 4 || trieBytes % 4 != 0 || trieBytes > map.length - 4) {
      throw new TokenizerException(
          "expected a precompiled map of characters, found %d bytes that are none"
              .formatted(map.length));
    }
    units = new int[trieBytes / 4];
    buffer.asIntBuffer().get(units);
    replacements = Arrays.copyOfRange(map, 4 + trieBytes, map.length);
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
      byte[] whole = end - at <= LONGEST_WHOLE ? find(bytes, at, end) : null;
      if (whole != null) {
        out.put(whole, at, end);
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
      byte[] replacement = find(bytes, at, end);
      if (replacement != null) {
        out.put(replacement, at, end);
      } else {
        out.copy(at, end);
      }
      at = end;
    }
  }

  /** What takes the place of the shortest beginning of {@code bytes[from, to)} that has one. */
  private byte @Nullable [] find(byte[] bytes, int from, int to) {
    int node = offset(units[0]);
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xff;
      if (c == 0) {
        return null;
      }
      node ^= c;
      if (node < 0 || node >= units.length || (units[node] & 0x800000ff) != c) {
        return null;
      }
      int unit = units[node];
      node ^= offset(unit);
      if ((unit >>> 8 & 1) == 1) {
        return replacement(node);
      }
    }
    return null;
  }

  private byte[] replacement(int node) {
    int from = node < 0 || node >= units.length ? -1 : units[node] & 0x7fffffff;
    if (from < 0 || from >= replacements.length) {
      throw new TokenizerException("the precompiled map of characters points outside itself");
    }
    int to = from;
    while (to < replacements.length && replacements[to] != 0) {
      to++;
    }
    return Arrays.copyOfRange(replacements, from, to);
  }

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >>> 6);
  }
}
