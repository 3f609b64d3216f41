package dev.jeton.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Runs what users run most, so that the launcher can keep the loaded and linked classes in an
 * ahead-of-time cache.
 */
final class WarmUp {
  private WarmUp() {}

  /** Arguments: {@code quick} for commands that compute nothing, {@code compute} for the others. */
  public static void main(String[] args) {
    for (var line :
        new String[] {"--help", "--version", "codecs", "codecs --json", "codecs --nonsense"}) {
      run(line.split(" "));
    }
  }

  private static void run(String... args) {
    Main.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), args);
  }
}
