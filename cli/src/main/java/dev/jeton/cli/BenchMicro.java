package dev.jeton.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton bench micro}. */
final class BenchMicro extends Bench {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Benchmarks whose names hold this, a regular expression; without it, all.")
  private List<String> names = List.of();

  @Option(names = "--trial", description = "One instant of each, to see that they run.")
  private boolean trial;

  @Override
  public Integer call() {
    var arguments = new ArrayList<>(names);
    if (trial) {
      arguments.add("--trial");
    }
    return run("jeton-bench-micro", arguments);
  }
}
