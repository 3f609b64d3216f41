package dev.jeton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** llama.cpp through Node.js: a folder where the npm package node-llama-cpp is installed. */
final class NodeLlama {
  private static final String SCRIPT = "node-llama.mjs";

  private NodeLlama() {}

  /**
   * Starts it.
   *
   * @param folder has node_modules/node-llama-cpp
   * @throws IOException if it does not start
   */
  static PeerProcess start(Path folder, Path model, int threads, int context) throws IOException {
    if (!Files.isDirectory(folder.resolve("node_modules/node-llama-cpp"))) {
      throw new IOException(
          folder + ": expected node_modules/node-llama-cpp in it (npm install node-llama-cpp)");
    }
    var script =
        Files.createTempFile(folder, "jeton-", ".mjs"); // imports are looked up from its place
    try (var in = Objects.requireNonNull(NodeLlama.class.getResourceAsStream(SCRIPT))) {
      Files.write(script, in.readAllBytes());
    }
    var command =
        List.of(
            "node",
            script.toAbsolutePath().toString(),
            model.toAbsolutePath().toString(),
            String.valueOf(threads),
            String.valueOf(context));
    return new PeerProcess("node-llama-cpp", command, folder, List.of(script));
  }
}
