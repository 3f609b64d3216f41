package dev.jeton.cli;

import dev.jeton.learn.TrainingListener;
import java.io.PrintWriter;

/** Says on standard error how the training of a language model goes; its samples are tokens. */
record TokenLines(PrintWriter err) implements TrainingListener {
  @Override
  public void progress(Progress progress) {
    err.println(progress.line().replace("samples/s", "tokens/s"));
  }

  @Override
  public void note(String line) {
    err.println(line);
  }
}
