package dev.jeton.cli;

import dev.jeton.measure.report.Table;
import dev.jeton.measure.tokens.LanguageAlignment;
import dev.jeton.measure.tokens.NgramStatistics;
import dev.jeton.measure.tokens.TokenStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Statistics of token languages as tables: a row per number, a column per language. */
record LanguageTable(LanguageComparison comparison) {
  private record Row(String name, Function<TokenStatistics, Object> value) {}

  private static final List<Row> ROWS = rows();

  /** Both tables, and a word of caution where the samples' sizes differ. */
  String text() {
    var text = new StringBuilder(statistics().text());
    if (!comparison.alignments().isEmpty()) {
      text.append('\n').append(alignments().text());
    }
    return text.append(caution()).toString();
  }

  /** What stands between the numbers and a comparison; empty where nothing does. */
  String caution() {
    var unfinished =
        comparison.languages().stream()
            .filter(language -> !language.grammar().complete())
            .map(TokenStatistics::language)
            .toList();
    return sizes()
        + (unfinished.isEmpty()
            ? ""
            : "\nTime ran out for the grammar of %s.\n".formatted(String.join(", ", unfinished)));
  }

  private String sizes() {
    return comparison.imbalance() < 1.5
        ? ""
        : "\nThe largest sample has %.1f times the tokens of the smallest, and nearly every number"
                .formatted(comparison.imbalance())
            + " depends on that: compare with --tokens %d.\n".formatted(comparison.fewest());
  }

  Table statistics() {
    var languages = comparison.languages();
    var columns = new ArrayList<String>();
    columns.add("");
    languages.forEach(language -> columns.add(language.language()));
    var table = Table.of(columns.toArray(String[]::new));
    for (var row : ROWS) {
      var cells = new ArrayList<Object>();
      cells.add(row.name());
      languages.forEach(language -> cells.add(cell(row.value().apply(language))));
      table.row(cells.toArray());
    }
    return table;
  }

  /** How far apart the shapes of two languages are. */
  Table alignments() {
    var table =
        Table.of("alignment of", "with", "types", "disparity", "Hausdorff", "with it shuffled");
    for (LanguageAlignment each : comparison.alignments()) {
      table.row(
          each.first(),
          each.second(),
          each.points(),
          each.disparity(),
          each.hausdorff(),
          each.control());
    }
    return table;
  }

  private static Object cell(Object value) {
    return value instanceof Double number && number.isNaN() ? "-" : value;
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.add(new Row("sequences", TokenStatistics::sequences));
    rows.add(new Row("tokens", TokenStatistics::tokens));
    rows.add(new Row("vocabulary", TokenStatistics::vocabulary));
    rows.add(new Row("types that occur", TokenStatistics::types));
    frequency(rows);
    innovation(rows);
    for (int k = 0; k <= 3; k++) {
      int given = k;
      String name = k == 0 ? "entropy, bits" : "entropy given %d before".formatted(k);
      number(rows, name, each -> each.entropies().get(given).plugIn());
      number(rows, "  Miller–Madow", each -> each.entropies().get(given).millerMadow());
    }
    compression(rows);
    for (int n = 1; n <= 4; n++) {
      int order = n;
      number(
          rows,
          "perplexity, Kneser–Ney %d".formatted(n),
          each -> Math.pow(2, each.kneserNeyBits().get(order - 1)));
    }
    number(rows, "grammar: perplexity", each -> each.grammar().perplexity());
    number(rows, "  shuffled", each -> each.grammar().shuffledPerplexity());
    number(rows, "  depth of a token", each -> each.grammar().leafDepth());
    number(rows, "  lean, −1 left to 1 right", each -> each.grammar().lean());
    number(rows, "  entropy of a rule, bits", each -> each.grammar().ruleEntropy());
    return List.copyOf(rows);
  }

  private static void frequency(List<Row> rows) {
    number(rows, "Zipf s, likelihood", each -> one(each).zipf().exponent());
    number(rows, "  KS distance", each -> one(each).zipf().distance());
    number(rows, "Zipf s, least squares", each -> one(each).zipfLine().exponent());
    number(rows, "  KS distance", each -> one(each).zipfLine().distance());
    number(rows, "Zipf–Mandelbrot s", each -> one(each).zipfShifted().exponent());
    number(rows, "  shift b", each -> one(each).zipfShifted().shift());
    number(rows, "  KS distance", each -> one(each).zipfShifted().distance());
    number(rows, "power law α of counts", each -> one(each).powerLaw().exponent());
    rows.add(new Row("  from count", each -> one(each).powerLaw().cutoff()));
    rows.add(new Row("  types in the tail", each -> one(each).powerLaw().tail()));
    number(rows, "  KS distance", each -> one(each).powerLaw().distance());
    number(rows, "Yule–Simon ρ", each -> one(each).yuleSimon().exponent());
    number(rows, "  KS distance", each -> one(each).yuleSimon().distance());
    number(rows, "first digits off Benford", each -> one(each).leadingDigits().deviation());
  }

  private static void innovation(List<Row> rows) {
    for (int n = 1; n <= 3; n++) {
      int i = n - 1;
      number(rows, "Heaps β, %d-grams".formatted(n), each -> each.ngrams().get(i).heapsExponent());
      number(rows, "  K", each -> each.ngrams().get(i).heapsScale());
      number(rows, "  new per late sequence", each -> each.ngrams().get(i).newPerSequence());
      number(rows, "  new in a held-out tenth", each -> each.ngrams().get(i).novelty());
    }
  }

  private static void compression(List<Row> rows) {
    number(rows, "plain ids, bits per token", each -> each.compression().uniform());
    number(rows, "Huffman", each -> each.compression().huffman());
    number(rows, "  share saved", each -> each.compression().saved(each.compression().huffman()));
    number(rows, "Deflate, fixed width", each -> each.compression().deflate());
    number(rows, "LZ78", each -> each.compression().lempelZiv78());
    rows.add(new Row("BPE merges", each -> each.compression().pairMerges()));
    number(rows, "  share of tokens saved", each -> each.compression().pairSaved());
    number(rows, "  then Huffman, bits", each -> each.compression().pairHuffman());
  }

  private static NgramStatistics one(TokenStatistics statistics) {
    return statistics.ngrams().getFirst();
  }

  private static void number(List<Row> rows, String name, ToDoubleFunction<TokenStatistics> value) {
    rows.add(new Row(name, value::applyAsDouble));
  }
}
