package dev.jeton.cli;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A peer in a process of its own. It answers each line that is asked with one JSON object on a
 * line: first, unasked, {@code name} and {@code load}; {@code seconds} and {@code cpu} to "prefill
 * IDS" and "decode TOKENS IDS"; {@code ids} and {@code logs} to "next MOST IDS", numbers with a
 * blank between them. Other lines that it prints are skipped.
 */
final class PeerProcess implements LlmPeer {

  /**
   * The likeliest next ids, likeliest first, and the natural logarithms of their probabilities, of
   * as many as the peer tells them.
   */
  record Next(List<Integer> ids, List<Double> logs) {}

  private final String what;
  private final List<Path> temporary;
  private final Path errors;
  private final Process process;
  private final BufferedReader answers;
  private final String name;
  private final double loadSeconds;

  /**
   * Starts it.
   *
   * @param what for complaints
   * @param temporary files and folders to delete when it is closed, or does not start
   * @throws IOException if it does not start or does not say its name
   */
  PeerProcess(String what, List<String> command, Path folder, List<Path> temporary)
      throws IOException {
    this.what = what;
    this.temporary = new ArrayList<>(temporary);
    errors = Files.createTempFile("jeton-peer-", ".txt");
    this.temporary.add(errors);
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      delete(this.temporary);
      throw e;
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    try {
      var first = answer();
      name = first.getOrDefault("name", what);
      loadSeconds = number(first, "load");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double loadSeconds() {
    return loadSeconds;
  }

  @Override
  public Time prefill(int[] ids) throws IOException {
    return time(ask("prefill " + words(ids)));
  }

  @Override
  public Time decode(int[] ids, int tokens) throws IOException {
    return time(ask("decode " + tokens + " " + words(ids)));
  }

  /** What it would say after {@code ids}; of {@code most} ids at most. */
  Next next(int[] ids, int most) throws IOException {
    var answer = ask("next " + most + " " + words(ids));
    return new Next(
        numbers(answer, "ids").map(Integer::valueOf).toList(),
        numbers(answer, "logs").map(Double::valueOf).toList());
  }

  private static Time time(Map<String, String> answer) {
    return new Time(number(answer, "seconds"), number(answer, "cpu"));
  }

  private static double number(Map<String, String> answer, String key) {
    return Double.parseDouble(answer.getOrDefault(key, "NaN"));
  }

  private static Stream<String> numbers(Map<String, String> answer, String key) {
    return Stream.of(answer.getOrDefault(key, "").split(" ")).filter(word -> !word.isEmpty());
  }

  private static String words(int[] ids) {
    return IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private Map<String, String> ask(String question) throws IOException {
    var out = process.getOutputStream();
    out.write((question + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return answer();
  }

  private Map<String, String> answer() throws IOException {
    while (true) {
      var line = answers.readLine();
      if (line == null) {
        throw new IOException(what + ": expected an answer, found its end: " + complaint());
      }
      if (line.startsWith("{")) {
        return values(line);
      }
    }
  }

  /** The scalars of a JSON object, nested ones too. */
  static Map<String, String> values(String line) throws IOException {
    var values = new HashMap<String, String>();
    try (var json = new JsonFactory().createParser(line)) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue() && json.currentName() != null) {
          values.put(json.currentName(), json.getText());
        }
      }
    }
    return values;
  }

  /** The line of its errors that says most: the first with an exception or error, else the last. */
  private String complaint() throws IOException {
    var lines = new ArrayList<String>();
    try (var reader = Files.newBufferedReader(errors, StandardCharsets.ISO_8859_1)) {
      reader.lines().filter(line -> !line.isBlank()).forEach(lines::add);
    }
    return lines.stream()
        .filter(line -> line.matches("(?i).*(exception|error|assert).*"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it says nothing" : lines.getLast());
  }

  @Override
  public void close() {
    process.destroy();
    delete(temporary);
  }

  /** Deletes files, and folders with what is in them. */
  static void delete(List<Path> places) {
    for (var place : places) {
      try (var all = Files.walk(place)) {
        all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        place.toFile().deleteOnExit();
      }
    }
  }
}
