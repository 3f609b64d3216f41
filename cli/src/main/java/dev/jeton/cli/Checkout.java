package dev.jeton.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The repository that the launcher lies in; without a launcher, the current folder. */
final class Checkout {
  private Checkout() {}

  static Path home() {
    return Path.of(System.getProperty("jeton.home", ""));
  }

  /** The commit of the code, with a + where sources were changed since; {@code unknown} if so. */
  static String commit() {
    var commit = git("rev-parse", "--short=10", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    var changed = git("status", "--porcelain", "--", "pom.xml", "*/pom.xml", "*/src/main");
    return changed.isEmpty() ? commit : commit + "+";
  }

  private static String git(String... words) {
    var command = new ArrayList<>(List.of("git", "-C", home().toAbsolutePath().toString()));
    command.addAll(List.of(words));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
