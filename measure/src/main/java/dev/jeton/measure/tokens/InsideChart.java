package dev.jeton.measure.tokens;

/**
 * For every span of a sequence and every nonterminal, the probability that the one yields the other
 * (Baker 1979; Lari and Young, The estimation of stochastic context-free grammars using the
 * inside-outside algorithm, 1990, eqs. 6 to 9). Each id's emissions are divided by their largest,
 * which keeps products far from underflow; the divisors return in the logarithm.
 */
final class InsideChart {
  final Grammar grammar;
  final int[] ids;
  final double[] inside; // [from][to - 1][A]
  final double[] scales; // [position]
  private final double[] splits; // [B][C][A]

  InsideChart(Grammar grammar, int[] ids) {
    if (ids.length == 0) {
      throw new IllegalArgumentException("expected at least 1 id, found 0");
    }
    this.grammar = grammar;
    this.ids = ids;
    int n = ids.length;
    int symbols = grammar.nonterminals();
    inside = new double[n * n * symbols];
    scales = new double[n];
    splits = grammar.splitsByChildren();
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < symbols; a++) {
        scales[i] = Math.max(scales[i], grammar.emission(a, ids[i]));
      }
      for (int a = 0; a < symbols && scales[i] > 0; a++) {
        inside[at(i, i + 1) + a] = grammar.emission(a, ids[i]) / scales[i];
      }
    }
    for (int length = 2; length <= n; length++) {
      for (int from = 0; from + length <= n; from++) {
        fill(from, from + length);
      }
    }
  }

  /** Place of nonterminal 0 in the cell of ids from..to - 1. */
  int at(int from, int to) {
    return (from * ids.length + to - 1) * grammar.nonterminals();
  }

  private void fill(int from, int to) {
    int symbols = grammar.nonterminals();
    var pairs = new double[symbols * symbols]; // [B][C], summed over the places of the cut
    for (int cut = from + 1; cut < to; cut++) {
      int left = at(from, cut);
      int right = at(cut, to);
      for (int b = 0; b < symbols; b++) {
        double first = inside[left + b];
        for (int c = 0; c < symbols; c++) {
          pairs[b * symbols + c] += first * inside[right + c];
        }
      }
    }
    int cell = at(from, to);
    for (int bc = 0; bc < pairs.length; bc++) { // sums side by side, which the compiler vectorises
      double pair = pairs[bc];
      for (int a = 0; a < symbols; a++) {
        inside[cell + a] += splits[bc * symbols + a] * pair;
      }
    }
  }

  /** Of all ids from nonterminal 0; scaled. */
  double whole() {
    return inside[at(0, ids.length)];
  }

  /** −∞ where no derivation yields the ids. */
  double log2Probability() {
    double bits = Entropy.log2(whole());
    for (double scale : scales) {
      bits += Entropy.log2(scale);
    }
    return bits;
  }
}
