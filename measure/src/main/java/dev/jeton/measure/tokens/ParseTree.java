package dev.jeton.measure.tokens;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The most probable derivation of a sequence (the Viterbi form of {@link InsideChart}).
 *
 * @param symbol nonterminal at the root
 * @param from first position of the span
 * @param to position after the span
 * @param left null for a single id
 * @param right null for a single id
 */
public record ParseTree(
    int symbol, int from, int to, @Nullable ParseTree left, @Nullable ParseTree right) {

  /**
   * Parses; of equally probable trees, the one that cuts first and has the lower nonterminals.
   *
   * @throws IllegalArgumentException if the grammar does not yield {@code ids}
   */
  public static ParseTree best(Grammar grammar, int[] ids) {
    var chart = new Chart(grammar, ids);
    if (chart.best[chart.at(0, ids.length)] == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("the grammar does not yield these ids");
    }
    return chart.tree(0, 0, ids.length);
  }

  /** Mean number of splits above a leaf: log2 n in a balanced tree, about n / 2 in a chain. */
  public double meanLeafDepth() {
    return (double) sumOfDepths(0) / (to - from);
  }

  private int sumOfDepths(int depth) {
    return left == null || right == null
        ? depth
        : left.sumOfDepths(depth + 1) + right.sumOfDepths(depth + 1);
  }

  /** Splits above the deepest leaf. */
  public int depth() {
    return left == null || right == null ? 0 : 1 + Math.max(left.depth(), right.depth());
  }

  /**
   * Where splits cut: the mean, over all spans of three ids and more, of the right part's excess
   * over the left as a share of the largest possible: 1 for a chain to the right, −1 for one to the
   * left, 0 for balance; NaN for fewer than three ids.
   */
  public double lean() {
    var sums = new double[2];
    addLean(sums);
    return sums[0] / sums[1];
  }

  private void addLean(double[] sums) {
    if (left == null || right == null) {
      return;
    }
    int length = to - from;
    if (length > 2) {
      sums[0] += (double) (length - 2 * (left.to - left.from)) / (length - 2);
      sums[1]++;
    }
    left.addLean(sums);
    right.addLean(sums);
  }

  private static final class Chart {
    private final int n;
    private final int symbols;
    private final double[] best; // [from][to - 1][A], log2
    private final int[] choice; // the same: (cut, B, C) as one number

    Chart(Grammar grammar, int[] ids) {
      n = ids.length;
      symbols = grammar.nonterminals();
      best = new double[n * n * symbols];
      choice = new int[best.length];
      Arrays.fill(best, Double.NEGATIVE_INFINITY);
      var rules = Arrays.stream(grammar.splits()).map(Entropy::log2).toArray();
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < symbols; a++) {
          best[at(i, i + 1) + a] = Entropy.log2(grammar.emission(a, ids[i]));
        }
      }
      for (int length = 2; length <= n; length++) {
        for (int from = 0; from + length <= n; from++) {
          for (int cut = from + 1; cut < from + length; cut++) {
            join(rules, from, cut, from + length);
          }
        }
      }
    }

    int at(int from, int to) {
      return (from * n + to - 1) * symbols;
    }

    private void join(double[] rules, int from, int cut, int to) {
      int cell = at(from, to);
      for (int b = 0; b < symbols; b++) {
        for (int c = 0; c < symbols; c++) {
          double parts = best[at(from, cut) + b] + best[at(cut, to) + c];
          for (int a = 0; a < symbols; a++) {
            double all = parts + rules[(a * symbols + b) * symbols + c];
            if (all > best[cell + a]) {
              best[cell + a] = all;
              choice[cell + a] = (cut * symbols + b) * symbols + c;
            }
          }
        }
      }
    }

    ParseTree tree(int symbol, int from, int to) {
      if (to - from == 1) {
        return new ParseTree(symbol, from, to, null, null);
      }
      int chosen = choice[at(from, to) + symbol];
      int cut = chosen / (symbols * symbols);
      return new ParseTree(
          symbol,
          from,
          to,
          tree(chosen / symbols % symbols, from, cut),
          tree(chosen % symbols, cut, to));
    }
  }
}
