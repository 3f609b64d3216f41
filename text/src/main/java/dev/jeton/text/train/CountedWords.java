package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Different words in the order of their bytes, with how often each occurs, and the characters that
 * they are made of. Words are cut where a character is left out, and where they get too long.
 */
final class CountedWords {
  /** Longer words are cut. */
  static final int LONGEST = 4096; // characters

  private final byte[] bytes;
  private final int[] starts;
  private final long[] counts;
  private final TreeMap<Integer, Long> characters;

  private CountedWords(Map<Piece, long[]> words, TreeMap<Integer, Long> characters) {
    this.characters = characters;
    var sorted = words.keySet().toArray(Piece[]::new);
    Arrays.parallelSort(sorted, Comparator.comparing(Piece::bytes, Arrays::compareUnsigned));
    long total = 0;
    for (var word : sorted) {
      total += word.bytes().length;
    }
    if (total > Integer.MAX_VALUE - 16) {
      throw new TokenizerException(
          "expected different words of at most 2 GiB together, found %d bytes".formatted(total));
    }
    bytes = new byte[(int) total];
    starts = new int[sorted.length + 1];
    counts = new long[sorted.length];
    for (int w = 0; w < sorted.length; w++) {
      byte[] word = sorted[w].bytes();
      System.arraycopy(word, 0, bytes, starts[w], word.length);
      starts[w + 1] = starts[w] + word.length;
      counts[w] = words.getOrDefault(sorted[w], new long[1])[0];
    }
  }

  /**
   * Of pieces of UTF-8.
   *
   * @param most characters are kept, the most frequent ones, of equally frequent ones the smallest
   */
  static CountedWords of(Map<Piece, long[]> pieces, int most) {
    var counts = new HashMap<Integer, long[]>();
    boolean whole = true;
    for (var piece : pieces.entrySet()) {
      byte[] word = piece.getKey().bytes();
      int characters = 0;
      for (int at = 0; at < word.length; at += CodePoints.length(word[at])) {
        counts.computeIfAbsent(CodePoints.at(word, at), unseen -> new long[1])[0] +=
            piece.getValue()[0];
        characters++;
      }
      whole &= characters <= LONGEST;
    }
    var kept = new TreeMap<Integer, Long>();
    counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Integer, long[]>>comparingLong(c -> -c.getValue()[0])
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .forEach(c -> kept.put(c.getKey(), c.getValue()[0]));
    whole &= kept.size() == counts.size();
    return new CountedWords(whole ? pieces : cut(pieces, kept), kept);
  }

  private static Map<Piece, long[]> cut(Map<Piece, long[]> pieces, Map<Integer, Long> kept) {
    var parts = new HashMap<Piece, long[]>();
    pieces.forEach(
        (piece, count) -> {
          var text = Text.of(piece.bytes());
          int from = 0;
          int characters = 0;
          for (int at = 0; at < text.to(); ) {
            int end = at + CodePoints.length(text.bytes()[at]);
            boolean out = !kept.containsKey(CodePoints.at(text.bytes(), at));
            if (out || characters == LONGEST) {
              add(parts, text, from, at, count[0]);
              from = out ? end : at;
              characters = 0;
            }
            characters += out ? 0 : 1;
            at = end;
          }
          add(parts, text, from, text.to(), count[0]);
        });
    return parts;
  }

  private static void add(Map<Piece, long[]> parts, Text text, int from, int to, long count) {
    if (from < to) {
      parts.computeIfAbsent(Piece.of(text, from, to), unseen -> new long[1])[0] += count;
    }
  }

  /** How many different words there are. */
  int size() {
    return counts.length;
  }

  /** All words, one behind the other. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a word begins, and the one before it ends. */
  int start(int word) {
    return starts[word];
  }

  long count(int word) {
    return counts[word];
  }

  /** Code points with how often they occur. */
  TreeMap<Integer, Long> characters() {
    return characters;
  }
}
