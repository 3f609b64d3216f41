package dev.jeton.cli;

import dev.jeton.learn.TrainingListener;
import java.io.PrintWriter;

/** Says on standard error how a training goes. */
record TrainingLines(PrintWriter err) implements TrainingListener {
  @Override
  public void progress(Progress progress) {
    err.println(progress.line());
  }

  @Override
  public void note(String line) {
    err.println(line);
  }
}
