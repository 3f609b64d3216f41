package dev.jeton.bench.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jeton.bench.MachineLoad;
import dev.jeton.bench.ToolArguments;
import dev.jeton.kernels.Kernels;
import dev.jeton.torch.Torch;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * Kernels beside their peers in one run: plain loops, the Vector API, libtorch, Faiss. Words:
 * {@code nearest}, {@code gemm}; both without words. Options: {@code --threads=N} for all sides,
 * {@code --cpu} to count CPU time of one thread, {@code --faiss=PYTHON} an interpreter that has
 * faiss-cpu, {@code --turns=N}, {@code --seconds=S} of a turn, {@code --busy}, {@code --json}.
 */
public final class PeersTool implements ToolProvider {
  private static final List<String> NAMES = List.of("nearest", "gemm");
  private static final String FAISS_ARM = "faiss_flat.py";

  @Override
  public String name() {
    return "jeton-bench-peers";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    var arguments = ToolArguments.of(args);
    for (var word : arguments.words()) {
      if (!NAMES.contains(word)) {
        throw new IllegalArgumentException(
            "expected %s, found '%s'".formatted(String.join(" or ", NAMES), word));
      }
    }
    var lines = arguments.has("json") ? err : out;
    var load = MachineLoad.line(arguments.has("busy"));
    var threads = arguments.option("threads", "" + Runtime.getRuntime().availableProcessors());
    System.setProperty("jeton.threads", threads);
    System.setProperty("jeton.blasThreads", threads);
    var watch = Stopwatch.of(arguments.has("cpu"), Kernels.threads());
    Torch.threads(Kernels.threads());
    lines.println(load);
    lines.printf(
        "GFLOP per %s second, median [range] of turns; %s; %d thread(s)%n",
        watch == Stopwatch.CPU ? "CPU" : "elapsed", Kernels.implementation(), Kernels.threads());
    var rounds =
        new Rounds(
            lines,
            Integer.parseInt(arguments.option("turns", "7")),
            Double.parseDouble(arguments.option("seconds", "0.1")));
    var tables = tables(arguments, rounds, watch);
    if (arguments.has("json")) {
      var result = new LinkedHashMap<String, Object>();
      result.put("load", load);
      result.put("kernels", Kernels.implementation());
      result.put("threads", Kernels.threads());
      result.put("clock", watch.name());
      result.put("unit", "GFLOP/s");
      result.put("tables", tables);
      print(out, result);
    }
    return 0;
  }

  private static Map<String, List<Rounds.Row>> tables(
      ToolArguments arguments, Rounds rounds, Stopwatch watch) {
    var tables = new LinkedHashMap<String, List<Rounds.Row>>();
    var wanted = arguments.words().isEmpty() ? NAMES : arguments.words();
    if (wanted.contains("nearest")) {
      var faiss = faiss(arguments, watch);
      rounds.out().println("nearest code (vectors, dimensions, codes)");
      if (faiss.isEmpty()) {
        rounds.out().println("  without Faiss: give --faiss PYTHON, an interpreter with faiss-cpu");
      }
      tables.put("nearest", new NearestPeers(NearestPeers.STANDARD, faiss).run(rounds, watch));
    }
    if (wanted.contains("gemm")) {
      rounds.out().println("matrix product (n x n)");
      tables.put("gemm", GemmPeers.STANDARD.run(rounds, watch));
    }
    return tables;
  }

  /** The command of the arm with Faiss. */
  private static List<String> faiss(ToolArguments arguments, Stopwatch watch) {
    return arguments.has("faiss")
        ? PythonScript.command(
            Path.of(arguments.option("faiss", "")), FAISS_ARM, watch.name(), "" + Kernels.threads())
        : List.of();
  }

  static void print(PrintWriter out, Object result) {
    try {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
