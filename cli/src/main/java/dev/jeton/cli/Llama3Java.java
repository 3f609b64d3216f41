package dev.jeton.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * llama3.java, one Java file, compiled and run in a JVM of its own with the options that its first
 * lines ask for. It reads Q4_0 and Q8_0 with the vocabulary of Llama 3.
 */
final class Llama3Java {
  private Llama3Java() {}

  /**
   * Starts it.
   *
   * @param source Llama3.java, of a version that reads a prompt in batches
   * @throws IOException if it does not compile or does not start
   */
  static PeerProcess start(Path source, Path model, int threads, int context) throws IOException {
    var preview = List.of("--enable-preview", "--add-modules", "jdk.incubator.vector");
    var driver =
        new JavaDriver(
            "llama3.java",
            "Llama3Driver.java",
            "com.llama4j.Llama3Driver",
            List.of(),
            List.of(source),
            Stream.concat(preview.stream(), Stream.of("--source", feature())).toList());
    return driver.start(
        Stream.concat(
                preview.stream(),
                Stream.of(
                    "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
                    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (threads - 1)))
            .toList(),
        List.of(model.toAbsolutePath().toString(), String.valueOf(context)));
  }

  private static String feature() {
    return String.valueOf(Runtime.version().feature());
  }
}
