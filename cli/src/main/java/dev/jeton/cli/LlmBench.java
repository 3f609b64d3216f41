package dev.jeton.cli;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.WeightWidth;
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
  /** How many next ids are compared. */
  private static final int NEXT = 64;

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

  @Option(
      names = "--kherud",
      paramLabel = "JARS",
      description =
          "The jar of de.kherud:llama (llama.cpp through JNI), as a class path; it takes turns too.")
  private @Nullable String kherud;

  @Option(
      names = "--llama3",
      paramLabel = "FILE",
      description = "Llama3.java of llama3.java, for Q8_0 and Q4_0; it takes turns too.")
  private @Nullable Path llama3;

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
      LlmBenchResult.print(result, out());
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
            System.getProperty("java.io.tmpdir"),
            "jeton-random-llama3-" + shape + "-" + type + ".gguf");
    if (!Files.exists(file)) {
      sizes.write(type, 1, file);
    }
    return file;
  }

  private LlmBenchResult measure(Path file) throws IOException {
    long start = System.nanoTime();
    try (var opened = Model.open(file, precision)) {
      var ours = new LlmTurn(opened, (System.nanoTime() - start) / 1e9);
      opened.awaitArranged();
      double arranged = (System.nanoTime() - start) / 1e9;
      int vocabulary = opened.shape().vocabulary();
      var others = new ArrayList<PeerProcess>();
      try {
        addPeers(others, file, Math.min(opened.shape().context(), promptTokens + tokens + 64));
        var sides = new ArrayList<LlmPeer>(others);
        sides.addFirst(ours);
        double memory = LlmTurn.memoryBytesPerSecond();
        var loads = new LinkedHashMap<String, Double>();
        sides.forEach(side -> loads.put(side.name(), side.loadSeconds()));
        return new LlmBenchResult(
            file.toString(),
            opened.precision().toString(),
            WeightWidth.implementation(),
            Kernels.threads(),
            memory / 1e9,
            opened.bytesPerToken(),
            loads,
            arranged,
            agreements(ours, others, vocabulary),
            rows(sides, ours, vocabulary),
            passes(ours, vocabulary));
      } finally {
        others.forEach(PeerProcess::close);
      }
    }
  }

  private void addPeers(List<PeerProcess> others, Path file, int context) throws IOException {
    int threads = Kernels.threads();
    if (peers != null) {
      others.add(NodeLlama.start(peers, file, threads, context));
    }
    if (kherud != null) {
      others.add(KherudLlama.start(kherud, file, threads, context));
    }
    if (llama3 != null) {
      others.add(Llama3Java.start(llama3, file, threads, context));
    }
  }

  /** About what follows the ids that decoding begins with. */
  private List<LlmBenchResult.Agreement> agreements(
      LlmTurn ours, List<PeerProcess> others, int vocabulary) throws IOException {
    int[] start = prompt(16, vocabulary);
    var all = new ArrayList<LlmBenchResult.Agreement>();
    for (var other : others) {
      var next = other.next(start, NEXT);
      all.add(LlmBenchResult.Agreement.of(other.name(), ours.logs(start), next));
    }
    return all;
  }

  private int[] prompt(int n, int vocabulary) {
    var ids = new int[n];
    for (int i = 0; i < n; i++) {
      ids[i] = (int) ((300 + i * 7919L) % vocabulary);
    }
    return ids;
  }

  /** One turn that does not count, then {@link #turns} that do; the sides one by one. */
  private List<LlmBenchResult.Row> rows(List<LlmPeer> sides, LlmTurn ours, int vocabulary)
      throws IOException {
    int[] prompt = prompt(promptTokens, vocabulary);
    int[] start = prompt(16, vocabulary);
    var prefill = sides.stream().map(side -> row(side.name(), "prefill")).toList();
    var decode = sides.stream().map(side -> row(side.name(), "decode")).toList();
    var together = row(ours.name(), sessions + " sessions");
    for (int turn = -1; turn < turns; turn++) {
      boolean counts = turn >= 0;
      for (int i = 0; i < sides.size(); i++) {
        add(counts, prefill.get(i), promptTokens, sides.get(i).prefill(prompt));
      }
      for (int i = 0; i < sides.size(); i++) {
        add(counts, decode.get(i), tokens, sides.get(i).decode(start, tokens));
      }
      if (sessions > 0) {
        int some = Math.max(2, tokens / 4);
        add(counts, together, sessions * some, ours.together(start, some, sessions));
      }
    }
    var rows = new ArrayList<>(prefill);
    rows.addAll(decode);
    if (sessions > 0) {
      rows.add(together);
    }
    return rows;
  }

  private static LlmBenchResult.Row row(String who, String what) {
    return new LlmBenchResult.Row(who, what, new ArrayList<>(), new ArrayList<>());
  }

  private static void add(boolean counts, LlmBenchResult.Row row, int tokens, LlmPeer.Time time) {
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
}
