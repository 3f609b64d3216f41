package dev.jeton.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process through which the launcher leads standard error of commands that compute. Whoever
 * started the command may read standard error once the command has ended, so it ends after it.
 */
final class StderrReader {
  private static final long PATIENCE_MILLIS = 500;

  private StderrReader() {}

  /** Closes standard error and waits until all of it has been passed on. */
  static void finish() {
    Long reader = Long.getLong("jeton.stderr.reader");
    if (reader == null) {
      return;
    }
    System.err.close();
    ProcessHandle.of(reader).ifPresent(StderrReader::await);
  }

  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // the reader's own reader is slow; nothing is lost
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
