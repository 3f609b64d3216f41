package dev.jeton.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run the Python scripts of this package, laid into temporary files. */
final class PythonScript {
  private PythonScript() {}

  static List<String> command(Path python, String script, String... arguments) {
    try (var in = PythonScript.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + script);
      }
      var file = Files.createTempFile("jeton-peer", ".py");
      file.toFile().deleteOnExit();
      Files.write(file, in.readAllBytes());
      var command = new ArrayList<>(List.of(python.toString(), file.toString()));
      command.addAll(List.of(arguments));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
