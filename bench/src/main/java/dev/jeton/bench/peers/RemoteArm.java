package dev.jeton.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An arm in a process of its own, which answers lines on its standard input: {@code load …} with
 * {@code ready}, {@code run REPEATS} with the seconds it took. It works only between question and
 * answer.
 */
final class RemoteArm implements Arm, AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;

  RemoteArm(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  void load(String what) {
    String answer = ask("load " + what);
    if (!answer.equals("ready")) {
      throw new IllegalStateException("expected 'ready', found '" + answer + "'");
    }
  }

  @Override
  public double seconds(int repeats) {
    return Double.parseDouble(ask("run " + repeats));
  }

  /** The answer to a line. */
  String ask(String question) {
    questions.println(question);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the peer ended at '" + question + "'");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
