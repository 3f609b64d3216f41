package dev.jeton.cli;

import dev.jeton.core.Codec;
import dev.jeton.core.Signal;
import java.io.IOException;
import java.io.PrintWriter;
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
   * @throws ParameterException if there is none of that name, or its arguments do not fit
   */
  final Codec<Signal.Image> openCodec(@Nullable String name) throws IOException {
    try {
      return name == null ? ImageCodecs.openPreferred() : ImageCodecs.open(name);
    } catch (IllegalArgumentException e) {
      throw usage(Complaints.reason(e));
    }
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
