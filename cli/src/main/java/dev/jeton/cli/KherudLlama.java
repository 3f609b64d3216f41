package dev.jeton.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** llama.cpp through JNI: the jar of {@code de.kherud:llama}, in a JVM of its own. */
final class KherudLlama {
  private KherudLlama() {}

  /**
   * Starts it.
   *
   * @param jars of a class path, with what it needs
   * @throws IOException if it does not start
   */
  static PeerProcess start(String jars, Path model, int threads, int context) throws IOException {
    var classPath = Stream.of(jars.split(File.pathSeparator)).map(Path::of).toList();
    var driver =
        new JavaDriver(
            "de.kherud:llama",
            "KherudDriver.java",
            "de.kherud.llama.KherudDriver",
            classPath,
            List.of(),
            List.of());
    return driver.start(
        List.of("--enable-native-access=ALL-UNNAMED"),
        List.of(
            model.toAbsolutePath().toString(), String.valueOf(threads), String.valueOf(context)));
  }
}
