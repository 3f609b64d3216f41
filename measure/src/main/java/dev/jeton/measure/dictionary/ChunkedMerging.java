package dev.jeton.measure.dictionary;

import dev.jeton.measure.dictionary.MergeDictionary.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The byte-pair encoding that Rajaraman et al. analyse, arXiv:2404.08335, section 4: the data is
 * cut into d chunks; each rule is learnt from a chunk that no earlier rule was learnt from, as the
 * pair most frequent there after all earlier rules; it ends with d tokens, or at the first chunk in
 * which no pair comes ln d times. Counts are those of replacements: {@code a a a} holds one pair.
 */
public final class ChunkedMerging {
  private ChunkedMerging() {}

  /**
   * @param ids training data, each of 0..alphabet − 1
   * @param size tokens at most, and number of chunks
   */
  public static MergeDictionary learn(int[] ids, int alphabet, int size) {
    TokenDictionary.check(ids, alphabet);
    var rules = new ArrayList<Rule>();
    for (int chunk = 0; alphabet + rules.size() < size && chunk < size; chunk++) {
      int from = (int) ((long) chunk * ids.length / size);
      int to = (int) ((long) (chunk + 1) * ids.length / size);
      var soFar = new MergeDictionary(alphabet, rules);
      var best = best(soFar.encode(Arrays.copyOfRange(ids, from, to)), Math.log(size));
      if (best.isEmpty()) {
        break;
      }
      rules.add(best.get());
    }
    return new MergeDictionary(alphabet, rules);
  }

  /** The most frequent pair, of equal ones that with the lower ids, if it comes often enough. */
  private static Optional<Rule> best(int[] tokens, double least) {
    return counts(tokens).entrySet().stream()
        .filter(pair -> pair.getValue() >= least)
        .max(
            Map.Entry.<Rule, Integer>comparingByValue()
                .thenComparing(
                    Map.Entry.comparingByKey(
                        Comparator.comparingInt(Rule::left)
                            .thenComparingInt(Rule::right)
                            .reversed())))
        .map(Map.Entry::getKey);
  }

  /** How often each pair would be replaced. */
  static Map<Rule, Integer> counts(int[] tokens) {
    var counts = new HashMap<Rule, Integer>();
    int run = 0; // equal tokens before this one
    for (int i = 0; i + 1 < tokens.length; i++) {
      run = tokens[i] == tokens[i + 1] ? run + 1 : 0;
      if (run % 2 == 1 || run == 0) {
        counts.merge(new Rule(tokens[i], tokens[i + 1]), 1, Integer::sum);
      }
    }
    return counts;
  }
}
