package dev.jeton.measure.dictionary;

import dev.jeton.measure.tokens.PairMerging;
import dev.jeton.measure.tokens.TokenCorpus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding: rules that make one token of two, applied one after the other, each from left
 * to right and never to a token twice, so that {@code a a a} becomes {@code aa a}. Sennrich et al.,
 * arXiv:1508.07909, algorithm 1; Rajaraman et al., arXiv:2404.08335.
 *
 * @param rules in order; the i-th makes the token {@code alphabet + i}
 */
public record MergeDictionary(int alphabet, List<Rule> rules) implements TokenDictionary {

  /** Two tokens that become one. */
  public record Rule(int left, int right) {}

  public MergeDictionary {
    rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      if (Math.min(rule.left, rule.right) < 0 || Math.max(rule.left, rule.right) >= alphabet + i) {
        throw new IllegalArgumentException(
            "rule %d: expected tokens of 0..%d, found %d and %d"
                .formatted(i, alphabet + i - 1, rule.left, rule.right));
      }
    }
  }

  /**
   * The rules that merge the pair that is most frequent at the time, until there are {@code size}
   * tokens or no pair occurs twice: {@link PairMerging}.
   */
  public static MergeDictionary learn(TokenCorpus corpus, int size) {
    var merges = PairMerging.of(corpus, Math.max(0, size - corpus.vocabulary())).merges();
    return new MergeDictionary(
        corpus.vocabulary(), merges.stream().map(m -> new Rule(m.left(), m.right())).toList());
  }

  /** What had been learnt when there were {@code size} tokens; at most all of it. */
  public MergeDictionary first(int size) {
    return new MergeDictionary(
        alphabet, rules.subList(0, Math.clamp(size - alphabet, 0, rules.size())));
  }

  @Override
  public int size() {
    return alphabet + rules.size();
  }

  @Override
  public int[] expand(int token) {
    if (token < alphabet) {
      return new int[] {token};
    }
    var rule = rules.get(token - alphabet);
    int[] left = expand(rule.left);
    int[] right = expand(rule.right);
    int[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  @Override
  public int[] encode(int[] ids) {
    TokenDictionary.check(ids, alphabet);
    return new Run(ids).tokens();
  }

  /** Linked tokens, and for each rule the places where it was seen to apply. */
  private final class Run {
    private static final int GONE = -1;

    private final int[] tokens;
    private final int[] next;
    private final int[] previous;
    private final Map<Long, Integer> rank = new HashMap<>();
    private final Places[] places = new Places[rules.size()];

    Run(int[] ids) {
      tokens = ids.clone();
      next = new int[ids.length];
      previous = new int[ids.length];
      for (int i = 0; i < rules.size(); i++) {
        rank.putIfAbsent(key(rules.get(i).left, rules.get(i).right), i);
        places[i] = new Places();
      }
      for (int i = 0; i < ids.length; i++) {
        next[i] = i + 1;
        previous[i] = i - 1;
      }
      for (int i = 0; i + 1 < ids.length; i++) {
        note(i);
      }
    }

    int[] tokens() {
      for (int i = 0; i < places.length; i++) {
        for (int place : places[i].sorted()) {
          if (rank(place) == i) {
            merge(place, alphabet + i);
          }
        }
        places[i] = new Places(); // what it made merges by later rules only
      }
      return Arrays.stream(tokens).filter(token -> token != GONE).toArray();
    }

    private void merge(int place, int token) {
      int right = next[place];
      tokens[place] = token;
      tokens[right] = GONE;
      next[place] = next[right];
      if (next[right] < tokens.length) {
        previous[next[right]] = place;
      }
      note(place);
      if (previous[place] >= 0) {
        note(previous[place]);
      }
    }

    private void note(int place) {
      int rule = rank(place);
      if (rule >= 0) {
        places[rule].add(place);
      }
    }

    /** The rule for the token here and the one after it; −1 for none. */
    private int rank(int place) {
      return tokens[place] == GONE || next[place] >= tokens.length
          ? -1
          : rank.getOrDefault(key(tokens[place], tokens[next[place]]), -1);
    }

    private static long key(int left, int right) {
      return (long) left << 32 | right;
    }
  }

  private static final class Places {
    private int[] all = new int[4];
    private int count;

    void add(int place) {
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      all[count++] = place;
    }

    int[] sorted() {
      int[] sorted = Arrays.copyOf(all, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
