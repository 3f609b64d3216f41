package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What SentencePiece does to a text before its model: the longest beginning that the map knows is
 * replaced, spaces become U+2581, one is put in front; user-defined symbols stay as they are. As
 * {@code normalizer.cc} of google/sentencepiece 0.2.
 */
public final class SentencePieceNormalizer implements Normalizer {
  private static final byte[] VISIBLE_SPACE = Utf8.encode("\u2581");
  private static final byte[] SPACE = {' '};

  /**
   * How spaces are treated.
   *
   * @param dummyPrefix whether one is put in front of a text that is not empty
   * @param removeExtra whether those at the ends go, and several become one
   * @param escape whether they become U+2581
   * @param asSuffix whether the one in front is put behind the text instead
   */
  public record Spaces(boolean dummyPrefix, boolean removeExtra, boolean escape, boolean asSuffix) {
    byte[] written() {
      return escape ? VISIBLE_SPACE : SPACE;
    }
  }

  private final @Nullable CharacterMap map;
  private final Spaces spaces;
  private final List<byte[]> kept;
  private final ByteTrie symbols = new ByteTrie();

  /**
   * @param map as in {@link Precompiled}; empty for none
   * @param symbols that stay as they are
   */
  public SentencePieceNormalizer(byte[] map, Spaces spaces, Collection<byte[]> symbols) {
    this.map = map.length == 0 ? null : new CharacterMap(map);
    this.spaces = spaces;
    kept = List.copyOf(symbols);
    for (byte[] symbol : symbols) {
      this.symbols.add(symbol, 0);
    }
  }

  /** The map as it was given; empty for none. */
  public byte[] map() {
    return map == null ? new byte[0] : map.bytes();
  }

  /** All that the map replaces, by what takes its place. */
  public Map<String, String> replacements() {
    return map == null ? Map.of() : map.entries();
  }

  public Spaces spaces() {
    return spaces;
  }

  /** What stays as it is, in UTF-8. */
  public List<byte[]> symbols() {
    return kept;
  }

  @Override
  public Text normalize(Text text) {
    var run = new Run(text);
    if (spaces.removeExtra) {
      run.skipSpaces();
    }
    if (run.at == text.to()) {
      return text.slice(text.to(), text.to());
    }
    if (spaces.dummyPrefix && !spaces.asSuffix) {
      run.out.put(spaces.written(), run.at, run.at + CodePoints.length(text.bytes()[run.at]));
    }
    run.rest();
    var normal = spaces.removeExtra ? withoutLastSpaces(run.out.text()) : run.out.text();
    return spaces.dummyPrefix && spaces.asSuffix ? withSuffix(normal, text) : normal;
  }

  private Text withoutLastSpaces(Text text) {
    byte[] space = spaces.written();
    int to = text.to();
    while (endsWith(text.bytes(), text.from(), to, space)) {
      to -= space.length;
    }
    return text.slice(text.from(), to);
  }

  /** Also where nothing else is left of the text. */
  private Text withSuffix(Text normal, Text text) {
    var out = new TextBuilder(normal.isEmpty() ? text : normal);
    if (normal.isEmpty()) {
      out.put(spaces.written(), text.from(), text.to());
    } else {
      out.copy(normal.from(), normal.to());
      out.put(spaces.written(), normal.to() - 1, normal.to());
    }
    return out.text();
  }

  private static boolean endsWith(byte[] bytes, int from, int to, byte[] end) {
    if (to - from < end.length) {
      return false;
    }
    for (int i = 0; i < end.length; i++) {
      if (bytes[to - end.length + i] != end[i]) {
        return false;
      }
    }
    return true;
  }

  /** One text on its way. */
  private final class Run {
    final TextBuilder out;
    private final byte[] bytes;
    private final int to;
    int at;

    Run(Text text) {
      bytes = text.bytes();
      at = text.from();
      to = text.to();
      out = new TextBuilder(text);
    }

    void skipSpaces() {
      while (at < to) {
        int end = symbols.longest(bytes, at, to);
        var found = end == at && map != null ? map.longest(bytes, at, to) : null;
        boolean space =
            found != null
                ? found.replacement().length == 1 && found.replacement()[0] == ' '
                : end - at <= 1 && bytes[at] == ' ';
        if (!space) {
          return;
        }
        at += found != null ? found.length() : 1;
      }
    }

    void rest() {
      boolean spaceBefore = spaces.removeExtra;
      while (at < to) {
        int end = symbols.longest(bytes, at, to);
        var found = end == at && map != null ? map.longest(bytes, at, to) : null;
        if (found != null) {
          end = at + found.length();
          spaceBefore = put(found.replacement(), at, end, spaceBefore);
        } else {
          end = end > at ? end : at + CodePoints.length(bytes[at]);
          spaceBefore = copy(end, spaceBefore);
        }
        spaceBefore &= spaces.removeExtra;
        at = end;
      }
    }

    /** Whether a space stands at the end now, or still where nothing was added. */
    private boolean copy(int end, boolean spaceBefore) {
      int from = at;
      while (spaceBefore && from < end && bytes[from] == ' ') {
        from++;
      }
      for (int i = from; i < end; i++) {
        if (bytes[i] == ' ') {
          out.put(spaces.written(), i, i + 1);
        } else {
          out.copy(i, i + 1);
        }
      }
      return from == end ? spaceBefore : bytes[end - 1] == ' ';
    }

    private boolean put(byte[] replacement, int from, int end, boolean spaceBefore) {
      int first = 0;
      while (spaceBefore && first < replacement.length && replacement[first] == ' ') {
        first++;
      }
      for (int i = first; i < replacement.length; i++) {
        out.put(replacement[i] == ' ' ? spaces.written() : new byte[] {replacement[i]}, from, end);
      }
      return first == replacement.length ? spaceBefore : replacement[replacement.length - 1] == ' ';
    }
  }
}
