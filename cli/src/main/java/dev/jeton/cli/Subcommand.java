package dev.jeton.cli;

import dev.jeton.core.Codec;
import dev.jeton.core.Signal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands understand. A command gives its exit code or throws. */
abstract class Subcommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(names = "--verbose", description = "Say where a failure happened.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /**
   * The codec that {@code name} stands for, or the preferred one where it is null.
   *
   * @param weights of one's own, for the family {@code name}
   * @throws ParameterException if there is none of that name, or its arguments do not fit
   */
  final Codec<Signal.Image> openCodec(@Nullable String name, WeightsOption weights)
      throws IOException {
    try {
      if (weights.file != null) {
        return ImageCodecs.own(weights.file, name);
      }
      return name == null ? ImageCodecs.openPreferred() : ImageCodecs.open(name);
    } catch (IllegalArgumentException e) {
      throw usage(Complaints.reason(e));
    }
  }

  /**
   * A batch whose results go to {@code outputs}; what it says goes to standard error where they
   * take standard output.
   *
   * @throws ParameterException if several things would go to standard output
   */
  final Batch batch(List<Inputs> inputs, Outputs outputs) {
    if (outputs.standard() && inputs.size() != 1) {
      throw usage("standard output takes one result, found %d inputs".formatted(inputs.size()));
    }
    if (outputs.standard() && json) {
      throw usage("--json and the result cannot both go to standard output: give -o FILE");
    }
    return new Batch(this, outputs.standard() ? err() : out());
  }

  /** The complaint that no paper has this number. */
  final ParameterException noPaper(int number) {
    return usage("papers have the numbers 1 to 65, found " + number);
  }

  /** A complaint about the command line, which ends in exit code 2. */
  final ParameterException usage(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
