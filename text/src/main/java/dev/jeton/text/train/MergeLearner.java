package dev.jeton.text.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte pair encoding as it is learnt: the pair that occurs most often becomes a token, of equally
 * frequent ones that with the smaller ids, until there are enough tokens (Sennrich et al. 2016,
 * arXiv:1508.07909, algorithm 1). Counts are kept up to date with each merge. Gives the merges of
 * the trainer of huggingface/tokenizers, also where a merge makes a token that is there already.
 */
final class MergeLearner {
  /** One pair and the words that it was seen in. */
  private static final class Candidate {
    final long pair;
    final Places places;
    long count;

    Candidate(long pair, long count, Places places) {
      this.pair = pair;
      this.count = count;
      this.places = places;
    }
  }

  /** Two ids that become one. */
  record Merge(int left, int right) {}

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate>comparingLong(c -> -c.count).thenComparingLong(c -> c.pair);

  private final List<String> tokens;
  private final String prefix;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int[][] words;
  private final int[] lengths;
  private final long[] counts;
  private final Map<Long, long[]> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(BEST_FIRST);
  private final LinkedHashMap<Long, Merge> merges = new LinkedHashMap<>();

  /**
   * @param tokens by id, to which new ones are added
   * @param words ids of each word; changed
   * @param counts of the words
   */
  MergeLearner(List<String> tokens, int[][] words, long[] counts) {
    this(tokens, words, counts, "");
  }

  /**
   * The same with marked tokens.
   *
   * @param prefix of tokens that go on with a word, such as WordPiece's {@code ##}; a token that is
   *     merged loses that of its second part
   */
  MergeLearner(List<String> tokens, int[][] words, long[] counts, String prefix) {
    this.tokens = tokens;
    this.prefix = prefix;
    this.words = words;
    this.counts = counts;
    lengths = new int[words.length];
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    var seen = new LinkedHashMap<Long, Places>();
    for (int w = 0; w < words.length; w++) {
      lengths[w] = words[w].length;
      for (int i = 0; i + 1 < lengths[w]; i++) {
        change(pair(words[w][i], words[w][i + 1]), w, 1, seen);
      }
    }
    offer(seen);
  }

  /**
   * Merges in their order.
   *
   * @param size tokens in all
   * @param least pairs that occur less often do not merge
   */
  List<Merge> learn(int size, long least) {
    while (tokens.size() < size && !queue.isEmpty()) {
      var best = queue.remove();
      long count = count(best.pair);
      if (count != best.count) {
        best.count = count;
        queue.add(best);
      } else if (count < Math.max(1, least)) {
        break;
      } else {
        merge(best);
      }
    }
    return new ArrayList<>(merges.values());
  }

  private void merge(Candidate best) {
    int left = (int) (best.pair >>> 32);
    int right = (int) best.pair;
    var second = tokens.get(right);
    var token =
        tokens.get(left) + (second.startsWith(prefix) ? second.substring(prefix.length()) : second);
    int into = ids.computeIfAbsent(token, unseen -> tokens.size());
    if (into == tokens.size()) {
      tokens.add(token);
    }
    merges.remove(best.pair); // of two equal merges the later one counts
    merges.put(best.pair, new Merge(left, right));
    var seen = new LinkedHashMap<Long, Places>();
    for (int i = 0; i < best.places.size(); i++) {
      merge(best.places.at(i), left, right, into, seen);
    }
    offer(seen);
  }

  private void merge(int word, int left, int right, int into, Map<Long, Places> seen) {
    int[] symbols = words[word];
    int n = lengths[word];
    int kept = 0;
    for (int i = 0; i < n; ) {
      if (symbols[i] != left || i + 1 == n || symbols[i + 1] != right) {
        symbols[kept++] = symbols[i++];
        continue;
      }
      if (kept > 0) {
        change(pair(symbols[kept - 1], left), word, -1, seen);
        change(pair(symbols[kept - 1], into), word, 1, seen);
      }
      i += 2;
      if (i < n) {
        change(pair(right, symbols[i]), word, -1, seen);
        change(pair(into, symbols[i]), word, 1, seen);
      }
      symbols[kept++] = into;
    }
    lengths[word] = kept;
  }

  private void change(long pair, int word, int times, Map<Long, Places> seen) {
    pairs.computeIfAbsent(pair, unseen -> new long[1])[0] += times * counts[word];
    if (times > 0) {
      seen.computeIfAbsent(pair, unseen -> new Places()).add(word);
    }
  }

  private void offer(Map<Long, Places> seen) {
    seen.forEach(
        (pair, places) -> {
          long count = count(pair);
          if (count > 0) {
            queue.add(new Candidate(pair, count, places));
          }
        });
  }

  private long count(long pair) {
    var count = pairs.get(pair);
    return count == null ? 0 : count[0];
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }
}
