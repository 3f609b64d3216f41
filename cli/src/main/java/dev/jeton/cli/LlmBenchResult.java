package dev.jeton.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What {@code jeton llm bench} found.
 *
 * @param loadSeconds what opening the file took, by side
 * @param arrangedSeconds from opening it until our weights lay as they are read fastest
 * @param agreements of each peer with ours
 * @param passBesideOne what a pass over so many tokens costs, that over one being 1
 */
record LlmBenchResult(
    String model,
    String precision,
    String kernels,
    int threads,
    double memoryGBps,
    double bytesPerToken,
    Map<String, Double> loadSeconds,
    double arrangedSeconds,
    List<Agreement> agreements,
    List<Row> rows,
    Map<Integer, Double> passBesideOne) {

  /** Who did something how fast, each turn: tokens by second, and by second of processor time. */
  record Row(String who, String what, List<Double> perSecond, List<Double> perCpuSecond) {}

  /**
   * Whether a peer computes what we do.
   *
   * @param below how much less likely we hold its likeliest next id than ours, in natural
   *     logarithms; NaN where it names none
   * @param compared ids whose logarithms of probabilities it tells
   * @param furthest that they lie from ours; NaN of none
   */
  record Agreement(String who, double below, int compared, double furthest) {

    /** Of a peer's answer, with the logarithms of all ids that are ours. */
    static Agreement of(String who, double[] ours, PeerProcess.Next theirs) {
      double highest = DoubleStream.of(ours).max().orElse(Double.NaN);
      double below = theirs.ids().isEmpty() ? Double.NaN : highest - ours[theirs.ids().getFirst()];
      int compared = theirs.logs().size();
      double furthest =
          IntStream.range(0, compared)
              .mapToDouble(i -> Math.abs(ours[theirs.ids().get(i)] - theirs.logs().get(i)))
              .max()
              .orElse(Double.NaN);
      return new Agreement(who, below, compared, furthest);
    }

    @Override
    public String toString() {
      var told =
          compared == 0
              ? "it tells no probabilities"
              : "log-probabilities of %d within %.4f".formatted(compared, furthest);
      return "%-36s its likeliest id is %.4f below ours, %s".formatted(who, below, told);
    }
  }

  /** The median of some numbers. */
  static double median(List<Double> numbers) {
    var sorted = numbers.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** Median, least and most. */
  static String range(List<Double> numbers) {
    var statistics = numbers.stream().mapToDouble(d -> d).summaryStatistics();
    return "%.2f [%.2f-%.2f]".formatted(median(numbers), statistics.getMin(), statistics.getMax());
  }

  /** For people; of speeds the median of turns, the slowest and the best. */
  static void print(LlmBenchResult result, PrintWriter out) {
    out.printf(
        "%s, %s, %s, %d threads%n",
        result.model(), result.precision(), result.kernels(), result.threads());
    result
        .loadSeconds()
        .forEach(
            (who, seconds) ->
                out.printf("%-36s load %.2f s%s%n", who, seconds, arranged(who, result)));
    result.agreements().forEach(agreement -> out.println(agreement));
    out.printf(
        "memory %.1f GB/s; a token reads %.3f GB%n",
        result.memoryGBps(), result.bytesPerToken() / 1e9);
    for (var row : result.rows()) {
      out.printf(
          "%-36s %-11s %s tokens/s, %s per second of processors%s%n",
          row.who(),
          row.what(),
          range(row.perSecond()),
          range(row.perCpuSecond()),
          share(row, result));
    }
    out.println("a pass over n tokens beside one: " + rounded(result.passBesideOne()));
  }

  private static String share(Row row, LlmBenchResult result) {
    if (!row.what().equals("decode") || !row.who().equals("jeton")) {
      return "";
    }
    double read = median(row.perSecond()) * result.bytesPerToken() / 1e9;
    return ", %.1f GB/s, %.0f %% of the memory's".formatted(read, 100 * read / result.memoryGBps());
  }

  private static String arranged(String who, LlmBenchResult result) {
    return who.equals("jeton") ? ", arranged after %.2f s".formatted(result.arrangedSeconds()) : "";
  }

  private static String rounded(Map<Integer, Double> values) {
    var texts = new ArrayList<String>();
    values.forEach((n, value) -> texts.add("%d: %.2f".formatted(n, value)));
    return String.join(", ", texts);
  }
}
