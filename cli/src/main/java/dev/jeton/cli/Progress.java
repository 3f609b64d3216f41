package dev.jeton.cli;

import java.io.PrintWriter;

/** One line that says how far a command is, on standard error if that is a terminal. */
final class Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private boolean shown;

  Progress(PrintWriter err) {
    this.err = err;
    this.terminal = Boolean.getBoolean("jeton.terminal"); // the launcher knows
  }

  /** Says that {@code done} of {@code total} are done; nothing for a single one. */
  void show(int done, int total, String what) {
    if (total > 1) {
      show("%d of %d: %s".formatted(done + 1, total, what));
    }
  }

  /** Puts {@code line} in place of the last one. */
  void show(String line) {
    if (terminal) {
      err.print(CLEAR_LINE + line);
      err.flush();
      shown = true;
    }
  }

  /** Takes the line away, before something else is printed. */
  void clear() {
    if (shown) {
      err.print(CLEAR_LINE);
      err.flush();
      shown = false;
    }
  }
}
