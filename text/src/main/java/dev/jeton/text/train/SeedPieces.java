package dev.jeton.text.train;

import dev.jeton.text.bytes.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * What a Unigram vocabulary is chosen from: all characters, and of the parts of words with 2 to
 * {@value #LONGEST} characters those with the greatest product of count and length. Of parts that
 * always go on with the same character only the longest is taken: the nodes of the suffix tree, as
 * in SentencePiece; other than there a word counts as often as it occurs, not once.
 */
final class SeedPieces {
  /** Characters of a piece at most. */
  static final int LONGEST = 16;

  private static final int MOST_CHARACTERS = 1 << 25; // of words that are looked at

  /**
   * A part of a word.
   *
   * @param count how often it occurs
   * @param score count times length
   */
  record Seed(String piece, long count, long score) {}

  private record Candidate(long score, int number, int at, int length, long count) {}

  private static final Comparator<Candidate> WORST_FIRST =
      Comparator.comparingLong(Candidate::score)
          .thenComparing(Candidate::number, Comparator.reverseOrder());

  private final int[] alphabet; // code point of a symbol; 0 ends a word
  private final int[] text; // symbols of the words, each with its end
  private final int[] wordAt;
  private final CountedWords words;
  private final int most;
  private final PriorityQueue<Candidate> best = new PriorityQueue<>(WORST_FIRST);
  private int number;

  // the nodes on the way from the root to the suffix at hand: length, count, where it stands
  private final int[] lengths = new int[LONGEST + 3];
  private final long[] counts = new long[LONGEST + 3];
  private final int[] places = new int[LONGEST + 3];
  private int depth;

  private SeedPieces(CountedWords words, int most) {
    this.words = words;
    this.most = most;
    alphabet =
        IntStream.concat(
                IntStream.of(-1), words.characters().keySet().stream().mapToInt(Integer::intValue))
            .toArray();
    int[] chosen = chosen(words);
    int length = 0;
    for (int word : chosen) {
      length += length(words, word) + 1;
    }
    text = new int[length];
    wordAt = new int[length];
    int n = 0;
    for (int word : chosen) {
      for (int at = words.start(word); at < words.start(word + 1); n++) {
        int c = CodePoints.at(words.bytes(), at);
        text[n] = Arrays.binarySearch(alphabet, 1, alphabet.length, c);
        wordAt[n] = word;
        at += CodePoints.length(words.bytes()[at]);
      }
      wordAt[n++] = word;
    }
  }

  /** The best {@code most} parts of more than one character, the best first. */
  static List<Seed> of(CountedWords words, int most) {
    return most < 1 ? List.of() : new SeedPieces(words, most).found();
  }

  /** The most frequent words that fit, in the order of their bytes. */
  private static int[] chosen(CountedWords words) {
    var byCount = new Integer[words.size()];
    Arrays.setAll(byCount, w -> w);
    Arrays.sort(byCount, Comparator.comparingLong(w -> -words.count(w)));
    int n = 0;
    long characters = 0;
    while (n < byCount.length && (characters += length(words, byCount[n]) + 1) <= MOST_CHARACTERS) {
      n++;
    }
    return Arrays.stream(byCount, 0, n).mapToInt(Integer::intValue).sorted().toArray();
  }

  private static int length(CountedWords words, int word) {
    int n = 0;
    for (int at = words.start(word); at < words.start(word + 1); n++) {
      at += CodePoints.length(words.bytes()[at]);
    }
    return n;
  }

  private List<Seed> found() {
    int last = -1;
    for (int at : SuffixOrder.of(text, alphabet.length)) {
      if (text[at] == 0) {
        continue; // an end; they come first
      }
      int shared = last < 0 ? 0 : common(last, at);
      open(shared, at, close(shared));
      open(common(at, at), at, words.count(wordAt[at]));
      last = at;
    }
    close(0);
    return seeds();
  }

  /** Symbols that two suffixes have in common; more than a piece may have are all the same. */
  private int common(int a, int b) {
    int n = 0;
    while (n <= LONGEST && text[a + n] == text[b + n] && text[a + n] != 0) {
      n++;
    }
    return n;
  }

  /** Adds to the node of this length on the way; there is no longer one. */
  private void open(int length, int at, long count) {
    if (length == 0) {
      return;
    }
    if (depth == 0 || lengths[depth - 1] < length) {
      lengths[depth] = length;
      counts[depth] = 0;
      places[depth++] = at;
    }
    counts[depth - 1] += count;
  }

  /** Nodes longer than {@code length} are complete; the count of the last one. */
  private long close(int length) {
    long count = 0;
    while (depth > 0 && lengths[depth - 1] > length) {
      depth--;
      count += counts[depth];
      offer(places[depth], lengths[depth], count);
    }
    return count;
  }

  private void offer(int at, int length, long count) {
    if (length < 2 || length > LONGEST || count < 2) {
      return;
    }
    var candidate = new Candidate(count * length, number++, at, length, count);
    if (best.size() == most && WORST_FIRST.compare(candidate, best.element()) > 0) {
      best.remove();
    }
    if (best.size() < most) {
      best.add(candidate);
    }
  }

  private List<Seed> seeds() {
    var sorted = new ArrayList<>(best);
    sorted.sort(WORST_FIRST.reversed());
    var seeds = new ArrayList<Seed>(sorted.size());
    for (var one : sorted) {
      var piece = new StringBuilder();
      for (int i = 0; i < one.length(); i++) {
        piece.appendCodePoint(alphabet[text[one.at() + i]]);
      }
      seeds.add(new Seed(piece.toString(), one.count(), one.score()));
    }
    return seeds;
  }
}
