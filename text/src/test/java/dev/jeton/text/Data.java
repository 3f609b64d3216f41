package dev.jeton.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tokenizers and vectors outside the repository; tests that need them are skipped without. */
public final class Data {
  private Data() {}

  /** The file, or the test ends here with a message. */
  public static Path file(String name) {
    var file =
        Path.of(System.getProperty("jeton.data", "../../shared/data"), "tokenizers").resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: no " + file);
    return file;
  }
}
