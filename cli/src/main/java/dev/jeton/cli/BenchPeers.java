package dev.jeton.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton bench peers}. */
final class BenchPeers extends Bench {
  private static final Set<String> NAMES = Set.of("nearest", "gemm");

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "nearest (nearest code) or gemm (matrix product); without it, both.")
  private List<String> names = List.of();

  @Option(
      names = "--faiss",
      paramLabel = "PYTHON",
      description = "Python that has faiss-cpu: python3 -m venv V; V/bin/pip install faiss-cpu.")
  private @Nullable Path faiss;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Threads of all sides; 0 for one per core (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--cpu",
      description = "Count CPU time, of one thread: for a machine that others use too.")
  private boolean cpu;

  @Option(
      names = "--turns",
      defaultValue = "7",
      description = "Turns of each side (${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--seconds",
      defaultValue = "0.1",
      description = "Length of a turn (${DEFAULT-VALUE}).")
  private double seconds;

  @Override
  public Integer call() {
    if (!NAMES.containsAll(names)) {
      throw usage("nearest and gemm have peers, found " + String.join(" ", names));
    }
    if (threads < 0 || turns < 1 || !(seconds > 0)) {
      throw usage("--threads is not below 0, --turns is at least 1, --seconds is above 0");
    }
    if (cpu && threads != 1) {
      throw usage("--cpu counts one thread: give --threads 1");
    }
    if (faiss != null && !Files.isExecutable(faiss)) {
      throw usage("--faiss is a Python that can be run, found " + faiss);
    }
    var arguments = new ArrayList<>(names);
    arguments.add("--turns=" + turns);
    arguments.add("--seconds=" + seconds);
    if (threads > 0) {
      arguments.add("--threads=" + threads);
    }
    if (cpu) {
      arguments.add("--cpu");
    }
    if (faiss != null) {
      arguments.add("--faiss=" + faiss);
    }
    return run("jeton-bench-peers", arguments);
  }
}
