package dev.jeton.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One action on each input. What fails is said at once, and the others go on. */
final class Batch {

  /** What is done with one input; the result is printed. */
  interface Action<R> {
    R apply(Inputs input) throws IOException;
  }

  /** An input that failed, in JSON. */
  record Failed(String input, String error) {}

  private final Subcommand command;
  private final PrintWriter lines;
  private final List<Object> results = new ArrayList<>();
  private int failures;

  /** Results that are lines go to standard output. */
  Batch(Subcommand command) {
    this(command, command.out());
  }

  /**
   * @param lines where results that are lines go
   */
  Batch(Subcommand command, PrintWriter lines) {
    this.command = command;
    this.lines = lines;
  }

  /** Runs {@code action} on each input; results that are lines are printed at once. */
  <R> void run(List<Inputs> inputs, Action<R> action) {
    var progress = new Progress(command.err());
    for (int i = 0; i < inputs.size(); i++) {
      var input = inputs.get(i);
      progress.show(i, inputs.size(), input.name());
      R result = attempt(input, action, progress);
      if (result != null) {
        progress.clear();
        results.add(result);
        if (!command.json) {
          lines.println(result);
          lines.flush();
        }
      }
    }
    progress.clear();
    if (failures > 0 && inputs.size() > 1) {
      command.err().printf("jeton: %d of %d inputs failed%n", failures, inputs.size());
    }
  }

  private <R> @Nullable R attempt(Inputs input, Action<R> action, Progress progress) {
    try {
      return action.apply(input);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      progress.clear();
      failures++;
      String reason = Complaints.reason(e);
      String file = input.name();
      Complaints.print(
          reason.contains(file) ? reason : file + ": " + reason, e, command.err(), command.verbose);
      results.add(new Failed(file, reason));
      return null;
    }
  }

  /** Prints the results as JSON where that was asked for, and gives the exit code. */
  int finish() {
    if (command.json) {
      Json.print(command.out(), results);
    }
    return failures == 0 ? 0 : Complaints.FAILED;
  }
}
