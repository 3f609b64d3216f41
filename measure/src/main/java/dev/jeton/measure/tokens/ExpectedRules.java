package dev.jeton.measure.tokens;

/**
 * How often each rule of a grammar is expected to be used in derivations of given sequences: the
 * outside pass (Lari and Young 1990, eqs. 10 to 18).
 */
final class ExpectedRules {
  private final Grammar grammar;
  final double[] splits; // as in the grammar
  final double[] emissions;
  private double log2Likelihood;

  ExpectedRules(Grammar grammar) {
    this.grammar = grammar;
    splits = new double[grammar.splits().length];
    emissions = new double[grammar.emissions().length];
  }

  /** Of all sequences so far, binary logarithm. */
  double log2Likelihood() {
    return log2Likelihood;
  }

  /** Adds the derivations of one sequence; one that cannot be derived is refused. */
  void add(int[] ids) {
    var chart = new InsideChart(grammar, ids);
    if (!(chart.whole() > 0)) {
      throw new IllegalArgumentException("the grammar does not yield a sequence of its corpus");
    }
    log2Likelihood += chart.log2Probability();
    int n = ids.length;
    int symbols = grammar.nonterminals();
    var outside = new double[chart.inside.length];
    outside[chart.at(0, n)] = 1 / chart.whole();
    for (int length = n; length >= 2; length--) {
      for (int from = 0; from + length <= n; from++) {
        pass(chart, outside, from, from + length);
      }
    }
    for (int i = 0; i < n; i++) {
      int cell = chart.at(i, i + 1);
      for (int a = 0; a < symbols; a++) {
        emissions[a * grammar.vocabulary() + ids[i]] += outside[cell + a] * chart.inside[cell + a];
      }
    }
  }

  /** From one span to all pairs of spans that it may split into. */
  private void pass(InsideChart chart, double[] outside, int from, int to) {
    int symbols = grammar.nonterminals();
    int square = symbols * symbols;
    int cell = chart.at(from, to);
    double[] rules = grammar.splits();
    var above = new double[square]; // [B][C]: Σ over A of outside(A) p(A → B C)
    for (int a = 0; a < symbols; a++) {
      double share = outside[cell + a];
      for (int bc = 0; bc < square; bc++) {
        above[bc] += share * rules[a * square + bc];
      }
    }
    var turned = new double[square]; // the same, [C][B]
    for (int bc = 0; bc < square; bc++) {
      turned[bc % symbols * symbols + bc / symbols] = above[bc];
    }
    var pairs = new double[square];
    for (int cut = from + 1; cut < to; cut++) {
      int left = chart.at(from, cut);
      int right = chart.at(cut, to);
      for (int s = 0; s < symbols; s++) {
        int row = s * symbols;
        double first = chart.inside[left + s];
        double second = chart.inside[right + s];
        for (int t = 0; t < symbols; t++) {
          pairs[row + t] += first * chart.inside[right + t];
          outside[right + t] += first * above[row + t];
          outside[left + t] += second * turned[row + t];
        }
      }
    }
    for (int a = 0; a < symbols; a++) {
      double share = outside[cell + a];
      for (int bc = 0; bc < square; bc++) {
        splits[a * square + bc] += share * rules[a * square + bc] * pairs[bc];
      }
    }
  }
}
