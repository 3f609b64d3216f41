package dev.jeton.cli;

import dev.jeton.kernels.Kernels;
import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.llm.RandomModel;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code jeton llm bench}: how fast a model reads and says, beside how fast memory is. */
final class LlmBench extends Subcommand {

  /** Who did something how fast, each turn: tokens by second, and by second of processor time. */
  record Row(String who, String what, List<Double> perSecond, List<Double> perCpuSecond) {
    double best() {
      return perSecond.stream().mapToDouble(d -> d).max().orElse(0);
    }

    double bestCpu() {
      return perCpuSecond.stream().mapToDouble(d -> d).max().orElse(0);
    }
  }

  /** All that was found. */
  record Result(
      String model,
      String precision,
      String kernels,
      int threads,
      double memoryGBps,
      double bytesPerToken,
      Map<String, Double> loadSeconds,
      List<Row> rows,
      Map<Integer, Double> passBesideOne) {}

  @Option(names = "--model", paramLabel = "FILE", description = "A GGUF file.")
  private @Nullable Path model;

  @Option(
      names = "--shape",
      paramLabel = "1b|small",
      description =
          "A model of random weights instead, of this shape; kept beside other temporary files.")
  private @Nullable String shape;

  @Option(
      names = "--type",
      defaultValue = "Q8_0",
      description = "Of random weights (${DEFAULT-VALUE}).")
  private TensorType type = TensorType.Q8_0;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "As of llm run (${DEFAULT-VALUE}).")
  private Precision precision = Precision.AUTO;

  @Option(names = "--threads", paramLabel = "N", description = "One for each core if not given.")
  private @Nullable Integer threads;

  @Option(names = "--turns", defaultValue = "3", description = "(${DEFAULT-VALUE}).")
  private int turns;

  @Option(names = "--prompt-tokens", defaultValue = "128", description = "(${DEFAULT-VALUE}).")
  private int promptTokens;

  @Option(names = "--tokens", defaultValue = "32", description = "(${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--sessions",
      defaultValue = "8",
      description = "In one batch; 0 for none (${DEFAULT-VALUE}).")
  private int sessions;

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description = "A folder where npm has installed node-llama-cpp; it takes turns with ours.")
  private @Nullable Path peers;

  @Override
  public Integer call() throws IOException {
    if ((model == null) == (shape == null)) {
      throw usage("expected one of --model and --shape");
    }
    if (turns < 1 || promptTokens < 17 || tokens < 1 || (threads != null && threads < 1)) {
      throw usage(
          "expected --turns, --tokens and --threads of 1 or more, --prompt-tokens of 17 or more");
    }
    if (threads != null) {
      System.setProperty("jeton.threads", threads.toString()); // before the kernels are looked at
    }
    var result = measure(model != null ? model : random());
    if (json) {
      Json.print(out(), result);
    } else {
      print(result);
    }
    return 0;
  }

  private Path random() throws IOException {
    var sizes =
        switch (String.valueOf(shape)) {
          case "1b" -> RandomModel.ONE_BILLION;
          case "small" -> RandomModel.SMALL;
          default -> throw usage("--shape: expected 1b or small, found " + shape);
        };
    if (!type.written()) {
      throw usage("--type: expected a type that is written, found " + type);
    }
    var file =
        Path.of(
            System.getProperty("java.io.tmpdir"), "jeton-random-" + shape + "-" + type + ".gguf");
    if (!Files.exists(file)) {
      sizes.write(type, 1, file);
    }
    return file;
  }

  private Result measure(Path file) throws IOException {
    double memory = LlmTurn.memoryBytesPerSecond();
    var loads = new LinkedHashMap<String, Double>();
    long start = System.nanoTime();
    try (var opened = Model.open(file, precision)) {
      loads.put("jeton", (System.nanoTime() - start) / 1e9);
      int context = Math.min(opened.shape().context(), promptTokens + tokens + 64);
      try (var peer =
          peers == null ? null : new NodeLlama(peers, file, Kernels.threads(), context)) {
        if (peer != null) {
          loads.put(peer.name(), peer.loadSeconds());
        }
        return new Result(
            file.toString(),
            opened.precision().toString(),
            Kernels.implementation(),
            Kernels.threads(),
            memory / 1e9,
            opened.bytesPerToken(),
            loads,
            rows(new LlmTurn(opened), peer, opened.shape().vocabulary()),
            passes(new LlmTurn(opened), opened.shape().vocabulary()));
      }
    }
  }

  private int[] prompt(int n, int vocabulary) {
    var ids = new int[n];
    for (int i = 0; i < n; i++) {
      ids[i] = (int) ((300 + i * 7919L) % vocabulary);
    }
    return ids;
  }

  /** One turn that does not count, then {@link #turns} that do; ours and the peer's one by one. */
  private List<Row> rows(LlmTurn ours, @Nullable NodeLlama peer, int vocabulary)
      throws IOException {
    int[] prompt = prompt(promptTokens, vocabulary);
    int[] start = prompt(16, vocabulary);
    var rows = new ArrayList<Row>();
    var names = peer == null ? List.of("jeton") : List.of("jeton", peer.name());
    for (var name : names) {
      rows.add(new Row(name, "prefill", new ArrayList<>(), new ArrayList<>()));
      rows.add(new Row(name, "decode", new ArrayList<>(), new ArrayList<>()));
    }
    var together = new Row("jeton", sessions + " sessions", new ArrayList<>(), new ArrayList<>());
    for (int turn = -1; turn < turns; turn++) {
      boolean counts = turn >= 0;
      add(counts, rows.get(0), promptTokens, ours.prefill(prompt));
      if (peer != null) {
        add(counts, rows.get(2), promptTokens, peer.prefill(prompt));
      }
      add(counts, rows.get(1), tokens, ours.decode(start, tokens));
      if (peer != null) {
        add(counts, rows.get(3), tokens, peer.decode(start, tokens));
      }
      if (sessions > 0) {
        int some = Math.max(2, tokens / 4);
        add(counts, together, sessions * some, ours.together(start, some, sessions));
      }
    }
    if (sessions > 0) {
      rows.add(together);
    }
    return rows;
  }

  private static void add(boolean counts, Row row, int tokens, LlmTurn.Time time) {
    if (counts) {
      row.perSecond().add(tokens / time.seconds());
      row.perCpuSecond().add(tokens / time.cpu());
    }
  }

  /** What a pass over n tokens costs beside one token: the best of {@link #turns}. */
  private Map<Integer, Double> passes(LlmTurn ours, int vocabulary) {
    int[] start = prompt(16, vocabulary);
    var seconds = new LinkedHashMap<Integer, Double>();
    for (int n : new int[] {1, 2, 4, 8, 16}) {
      double best = Double.MAX_VALUE;
      for (int turn = 0; turn < turns; turn++) {
        best = Math.min(best, ours.pass(start, n));
      }
      seconds.put(n, best);
    }
    double one = seconds.getOrDefault(1, 1.0);
    seconds.replaceAll((n, s) -> s / one);
    return seconds;
  }

  private void print(Result result) {
    out()
        .printf(
            "%s, %s, %s, %d threads%n",
            result.model(), result.precision(), result.kernels(), result.threads());
    result
        .loadSeconds()
        .forEach((who, seconds) -> out().printf("%-34s load %.2f s%n", who, seconds));
    out()
        .printf(
            "memory %.1f GB/s; a token reads %.3f GB%n",
            result.memoryGBps(), result.bytesPerToken() / 1e9);
    for (var row : result.rows()) {
      out()
          .printf(
              "%-34s %-11s best %7.2f tokens/s, %7.2f per second of processors%s%n",
              row.who(), row.what(), row.best(), row.bestCpu(), share(row, result));
    }
    out().println("a pass over n tokens beside one: " + rounded(result.passBesideOne()));
  }

  private static String share(Row row, Result result) {
    return row.what().equals("decode") && row.who().equals("jeton")
        ? ", %.1f GB/s, %.0f %% of the memory's"
            .formatted(
                row.best() * result.bytesPerToken() / 1e9,
                100 * row.best() * result.bytesPerToken() / 1e9 / result.memoryGBps())
        : "";
  }

  private static String rounded(Map<Integer, Double> values) {
    var texts = new ArrayList<String>();
    values.forEach((n, value) -> texts.add("%d: %.2f".formatted(n, value)));
    return String.join(", ", texts);
  }
}
