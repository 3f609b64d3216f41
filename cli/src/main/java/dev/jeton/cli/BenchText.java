package dev.jeton.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton bench text}. */
final class BenchText extends Bench {
  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description = "Files or folders; of each the first megabyte, in documents of about 8 KB.")
  private List<Path> texts = List.of();

  @Option(
      names = "--words",
      description = "Also texts of one word: a, spaces, CJK, base64, letters.")
  private boolean words;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "1",
      paramLabel = "MB",
      description =
          "Sizes of these words in megabytes (${DEFAULT-VALUE}); above one without peers.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Another side of so many threads, each with its own documents.")
  private int threads;

  @Option(
      names = "--encodings",
      split = ",",
      defaultValue = "cl100k_base,o200k_base",
      paramLabel = "NAME",
      description = "Encodings of OpenAI, beside jtokkit and tiktoken (${DEFAULT-VALUE}).")
  private List<String> encodings = List.of();

  @Option(
      names = "--files",
      split = ",",
      paramLabel = "FILE",
      description = "tokenizer.json files, beside DJL and Hugging Face's tokenizers.")
  private List<Path> files = List.of();

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description =
          "Python that has tiktoken and tokenizers: python3 -m venv V; V/bin/pip install tiktoken"
              + " tokenizers.")
  private @Nullable Path python;

  @Option(
      names = "--djl",
      paramLabel = "FOLDER",
      description = "Jars of ai.djl.huggingface:tokenizers and what it needs.")
  private @Nullable Path djl;

  @Option(
      names = "--turns",
      defaultValue = "7",
      description = "Turns of each side (${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--seconds",
      defaultValue = "0.2",
      description = "Length of a turn (${DEFAULT-VALUE}).")
  private double seconds;

  @Override
  public Integer call() {
    if (threads < 1 || threads > 64 || sizes.stream().anyMatch(size -> size < 1 || size > 1000)) {
      throw usage("--threads is 1 to 64, --sizes are 1 to 1000");
    }
    if (turns < 1 || !(seconds > 0)) {
      throw usage("--turns is at least 1, --seconds is above 0");
    }
    if (python != null && !Files.isExecutable(python)) {
      throw usage("--python is a Python that can be run, found " + python);
    }
    if (djl != null && !Files.isDirectory(djl)) {
      throw usage("--djl is a folder of jars, found " + djl);
    }
    for (var text : texts) {
      if (!Files.exists(text)) {
        throw usage("no such file: " + text);
      }
    }
    var arguments = new ArrayList<String>();
    texts.forEach(text -> arguments.add(text.toString()));
    arguments.add("--encodings=" + String.join(",", encodings));
    arguments.add("--threads=" + threads);
    arguments.add("--turns=" + turns);
    arguments.add("--seconds=" + seconds);
    if (words) {
      arguments.add("--words");
      arguments.add(
          sizes.stream().map(String::valueOf).collect(Collectors.joining(",", "--sizes=", "")));
    }
    if (!files.isEmpty()) {
      arguments.add(
          files.stream()
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator, "--files=", "")));
    }
    if (python != null) {
      arguments.add("--python=" + python);
    }
    if (djl != null) {
      arguments.add("--djl=" + djl);
    }
    return run("jeton-bench-text", arguments);
  }
}
