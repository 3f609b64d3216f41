package dev.jeton.cli;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * llama.cpp as a peer of {@code jeton llm bench}: a process of Node.js, in a folder where the npm
 * package node-llama-cpp is installed. It answers one question at a time and is idle otherwise.
 */
final class NodeLlama implements AutoCloseable {
  private static final String SCRIPT = "node-llama.mjs";

  private final Process process;
  private final Path script;
  private final BufferedReader answers;
  private final String name;
  private final double loadSeconds;

  /**
   * Starts it.
   *
   * @param folder has node_modules/node-llama-cpp
   * @throws IOException if it does not start
   */
  NodeLlama(Path folder, Path model, int threads, int context) throws IOException {
    if (!Files.isDirectory(folder.resolve("node_modules/node-llama-cpp"))) {
      throw new IOException(
          folder + ": expected node_modules/node-llama-cpp in it (npm install node-llama-cpp)");
    }
    script = Files.createTempFile(folder, "jeton-", ".mjs"); // imports are looked up from its place
    try (var in = Objects.requireNonNull(NodeLlama.class.getResourceAsStream(SCRIPT))) {
      Files.write(script, in.readAllBytes());
    }
    var arguments =
        new String[] {
          "node",
          script.toString(),
          model.toAbsolutePath().toString(),
          String.valueOf(threads),
          String.valueOf(context)
        };
    process =
        new ProcessBuilder(arguments)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    var first = answer();
    name = first.getOrDefault("name", "llama.cpp");
    loadSeconds = Double.parseDouble(first.getOrDefault("load", "NaN"));
  }

  String name() {
    return name;
  }

  double loadSeconds() {
    return loadSeconds;
  }

  LlmTurn.Time prefill(int[] ids) throws IOException {
    return ask("prefill " + words(ids));
  }

  /** Reads {@code ids}, then takes the time of {@code tokens} more. */
  LlmTurn.Time decode(int[] ids, int tokens) throws IOException {
    return ask("decode " + tokens + " " + words(ids));
  }

  private static String words(int[] ids) {
    return IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private LlmTurn.Time ask(String question) throws IOException {
    var out = process.getOutputStream();
    out.write((question + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    var answer = answer();
    return new LlmTurn.Time(
        Double.parseDouble(answer.getOrDefault("seconds", "NaN")),
        Double.parseDouble(answer.getOrDefault("cpu", "NaN")));
  }

  /** The next line that is a JSON object, flat. */
  private Map<String, String> answer() throws IOException {
    while (true) {
      var line = answers.readLine();
      if (line == null) {
        throw new IOException("node-llama-cpp: expected an answer, found its end");
      }
      if (line.startsWith("{")) {
        var values = new HashMap<String, String>();
        try (var json = new JsonFactory().createParser(line)) {
          while (json.nextToken() != null) {
            if (json.currentToken().isScalarValue()) {
              values.put(json.currentName(), json.getText());
            }
          }
        }
        return values;
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.deleteIfExists(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
