package dev.jeton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import picocli.CommandLine.Option;

/** A benchmark, which is a tool of the module {@code bench} that the launcher's build adds. */
abstract class Bench extends Subcommand {
  @Option(
      names = "--busy",
      description = "Run also at a load average above 0.5, and mark the numbers.")
  private boolean busy;

  /** Runs a tool with words and options of the form {@code --name=value}. */
  final int run(String tool, List<String> arguments) {
    var all = new ArrayList<>(arguments);
    if (busy) {
      all.add("--busy");
    }
    if (json) {
      all.add("--json");
    }
    return ToolProvider.findFirst(tool)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the benchmarks are not on the class path: start them with ./jeton"))
        .run(out(), err(), all.toArray(String[]::new));
  }
}
