package dev.jeton.learn;

import java.util.SequencedMap;

/** Hears how a run goes. */
public interface TrainingListener {

  /** Means over the steps since the last report. */
  record Progress(
      String stage,
      long step,
      double progress,
      double loss,
      double gradNorm,
      double rate,
      double samplesPerSecond,
      double minutesLeft,
      SequencedMap<String, Double> parts) {

    /** One line for a terminal. */
    public String line() {
      var text =
          new StringBuilder(
              "%s step %d  loss %.4f  grad %.2f  lr %.1e  %.1f samples/s  %.1f min left "
                  .formatted(stage, step, loss, gradNorm, rate, samplesPerSecond, minutesLeft));
      parts.forEach((name, value) -> text.append(" %s %.4g".formatted(name, value)));
      return text.toString();
    }
  }

  /** Called every few seconds. */
  void progress(Progress progress);

  /** Something worth a line: a checkpoint taken up, a bad batch, an evaluation. */
  void note(String line);
}
