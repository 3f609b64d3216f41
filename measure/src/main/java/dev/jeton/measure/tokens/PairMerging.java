package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding over ids: the most frequent pair of neighbours becomes a new id, again and
 * again (Gage 1994; Sennrich, Haddow and Birch 2016, algorithm 1). Pairs are counted by place, so
 * that {@code a a a} holds two; of equally frequent ones the lower left id, then the lower right,
 * comes first. Merging goes from left to right.
 *
 * @param merges in order; the i-th makes the id {@code vocabulary + i}
 * @param merged the corpus after all merges
 */
public record PairMerging(List<Merge> merges, TokenCorpus merged) {

  /** Two neighbours that became one, at so many places. */
  public record Merge(int left, int right, int places) {}

  /**
   * Merges until there are {@code limit} merges or no pair occurs twice. Work is about linear in
   * the tokens.
   */
  public static PairMerging of(TokenCorpus corpus, int limit) {
    return new Run(corpus).merge(limit);
  }

  /** Share of the tokens that merging saved, 0..1; NaN where there were none. */
  public static double saved(TokenCorpus before, TokenCorpus after) {
    return 1 - (double) after.tokens() / before.tokens();
  }

  private record Candidate(long pair, int count) {}

  /** Where a pair was seen; places go stale and are looked at again before use. */
  private static final class Pair {
    int count;
    int[] places = new int[2];
    int noted;

    void note(int place) {
      if (noted == places.length) {
        places = Arrays.copyOf(places, 2 * noted);
      }
      places[noted++] = place;
      count++;
    }
  }

  /** All sequences as one list of linked tokens with a gap after each. */
  private static final class Run {
    private static final int GAP = -1;

    private final TokenCorpus corpus;
    private final int[] ids;
    private final int[] next;
    private final int[] previous;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue =
        new PriorityQueue<>(
            (a, b) ->
                a.count != b.count
                    ? Integer.compare(b.count, a.count)
                    : Long.compare(a.pair, b.pair));

    Run(TokenCorpus corpus) {
      this.corpus = corpus;
      int size = corpus.tokens() + corpus.sequences().size();
      ids = new int[size];
      next = new int[size];
      previous = new int[size];
      int at = 0;
      for (var sequence : corpus.sequences()) {
        System.arraycopy(sequence, 0, ids, at, sequence.length);
        at += sequence.length;
        ids[at++] = GAP;
      }
      for (int i = 0; i < size; i++) {
        next[i] = i + 1;
        previous[i] = i - 1;
      }
    }

    PairMerging merge(int limit) {
      for (int i = 0; i + 1 < ids.length; i++) {
        add(i);
      }
      pairs.forEach(this::offer);
      var merges = new ArrayList<Merge>();
      while (merges.size() < limit && !queue.isEmpty()) {
        var best = queue.remove();
        var pair = pairs.get(best.pair);
        if (pair == null || pair.count != best.count) {
          continue; // an entry of an older count
        }
        if (best.count < 2) {
          break;
        }
        merges.add(apply(best.pair, corpus.vocabulary() + merges.size()));
      }
      return new PairMerging(List.copyOf(merges), merged(merges.size()));
    }

    private Merge apply(long key, int id) {
      var pair = pairs.remove(key);
      var places = Arrays.copyOf(pair == null ? new int[0] : pair.places, noted(pair));
      Arrays.sort(places);
      var changed = new HashMap<Long, Pair>();
      int done = 0;
      for (int place : places) {
        int right = next[place];
        if (ids[place] == GAP || right >= ids.length || key(place) != key) {
          continue;
        }
        remove(previous[place], changed);
        remove(right, changed);
        ids[place] = id;
        ids[right] = GAP;
        int after = next[right];
        next[place] = after;
        previous[after] = place; // a gap follows every sequence
        note(previous[place], changed);
        note(place, changed);
        done++;
      }
      changed.forEach(this::offer);
      return new Merge((int) (key >>> 32), (int) key, done);
    }

    private static int noted(@org.jspecify.annotations.Nullable Pair pair) {
      return pair == null ? 0 : pair.noted;
    }

    private void offer(long key, Pair pair) {
      if (pair.count > 1) {
        queue.add(new Candidate(key, pair.count));
      }
    }

    private boolean isPair(int place) {
      return place >= 0 && ids[place] != GAP && next[place] < ids.length && ids[next[place]] != GAP;
    }

    private long key(int place) {
      return NgramCounts.key(ids[place], ids[next[place]]);
    }

    private void add(int place) {
      if (isPair(place)) {
        pairs.computeIfAbsent(key(place), key -> new Pair()).note(place);
      }
    }

    private void note(int place, Map<Long, Pair> changed) {
      if (isPair(place)) {
        add(place);
        var pair = pairs.get(key(place));
        if (pair != null) {
          changed.put(key(place), pair);
        }
      }
    }

    private void remove(int place, Map<Long, Pair> changed) {
      if (isPair(place)) {
        var pair = pairs.get(key(place));
        if (pair != null) { // null: the one that is being merged
          pair.count--;
          changed.put(key(place), pair);
        }
      }
    }

    private TokenCorpus merged(int merges) {
      var sequences = new ArrayList<int[]>();
      int start = 0;
      for (var sequence : corpus.sequences()) {
        var kept = new int[sequence.length];
        int count = 0;
        for (int at = start; at < start + sequence.length; at = next[at]) {
          kept[count++] = ids[at];
        }
        sequences.add(Arrays.copyOf(kept, count));
        start += sequence.length + 1;
      }
      return new TokenCorpus(corpus.name(), corpus.vocabulary() + merges, sequences);
    }
  }
}
