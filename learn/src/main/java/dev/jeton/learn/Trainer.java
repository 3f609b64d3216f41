package dev.jeton.learn;

import dev.jeton.torch.Optimizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stage of training: a scope per step, an optimizer with schedule and clipping, a moving
 * average of the parameters, checkpoints from which the same call goes on, a curve in {@code
 * STAGE.csv}. A batch whose loss or gradient leaves its range is left out and counted; three in a
 * row, or more than one in a hundred, end the run with a {@link TrainingException}, and the last
 * good checkpoint stays.
 */
public final class Trainer implements AutoCloseable {
  private static final double REPORT_SECONDS = 10;
  private static final int BAD_IN_A_ROW = 3;

  private final TrainingPlan plan;
  private final Parameters parameters;
  private final Parameters average;
  private final Objective objective;
  private final Optimizer optimizer;
  private final Path folder;
  private final TrainingListener listener;

  private long step;
  private double seconds;
  private int skipped;
  private int badInARow;
  private @Nullable Path lastGood;

  /**
   * @param parameters all that exist when the run starts; those not learning stay as they are
   * @param folder for checkpoints and the curve
   */
  public Trainer(
      TrainingPlan plan,
      Parameters parameters,
      Objective objective,
      Path folder,
      TrainingListener listener) {
    this.plan = plan;
    this.parameters = parameters;
    this.average = parameters.copy();
    this.objective = objective;
    this.optimizer = plan.optimizer().of(parameters);
    this.folder = folder;
    this.listener = listener;
  }

  /** The moving average of the parameters: what is used after training. */
  public Parameters average() {
    return average;
  }

  /** Steps done, bad ones included. */
  public long steps() {
    return step;
  }

  /** Time spent in steps, also before an interruption. */
  public double seconds() {
    return seconds;
  }

  /** Batches left out. */
  public int skipped() {
    return skipped;
  }

  /** Trains to the end of the plan, from the newest sound checkpoint if there is one. */
  public void run() throws IOException {
    if (resume()) {
      return;
    }
    double checkpointAt = seconds + plan.checkpointSeconds();
    double evaluateAt = seconds + plan.evaluateSeconds();
    double reportAt = seconds + REPORT_SECONDS;
    var sums = new Sums(seconds);
    while (progress() < 1) {
      step(sums);
      if (seconds >= reportAt || progress() >= 1) {
        report(sums);
        sums = new Sums(seconds);
        reportAt = seconds + REPORT_SECONDS;
      }
      if (seconds >= checkpointAt && badInARow == 0 && progress() < 1) {
        checkpoint(false);
        checkpointAt = seconds + plan.checkpointSeconds();
      }
      if (seconds >= evaluateAt && progress() < 1) {
        evaluate();
        evaluateAt = seconds + plan.evaluateSeconds();
      }
    }
    checkpoint(true);
    evaluate();
  }

  private double progress() {
    return plan.length().progress(step, seconds);
  }

  /** Means since the last report. */
  private static final class Sums {
    final double since;
    int steps;
    int updates;
    double loss;
    double gradNorm;
    double rate;
    final SequencedMap<String, Double> parts = new LinkedHashMap<>();

    Sums(double since) {
      this.since = since;
    }

    void add(Objective.Loss batch, double value, double norm, double rate) {
      updates++;
      loss += value;
      gradNorm += norm;
      this.rate = rate;
      batch.parts().forEach((name, part) -> parts.merge(name, part, Double::sum));
    }
  }

  private void step(Sums sums) {
    long start = System.nanoTime();
    double progress = progress();
    var now = new Objective.Step(step, plan.seed(), progress);
    try (var scope = new Scope()) {
      var batch = objective.loss(now);
      double loss = batch.total().item();
      double norm = Double.NaN;
      if (loss <= plan.lossBound()) {
        batch.total().backward();
        norm = parameters.clipGrads(plan.clip());
      }
      if (loss <= plan.lossBound() && norm <= plan.gradBound()) {
        double rate = plan.schedule().at(progress);
        optimizer.step(rate);
        average.follow(parameters, 1 - decay());
        objective.changed(now);
        sums.add(batch, loss, norm, rate);
        badInARow = 0;
      } else {
        leaveOut(loss, norm);
      }
    }
    sums.steps++;
    step++;
    seconds += (System.nanoTime() - start) * 1e-9;
  }

  /** The average starts as a plain mean, so that it soon forgets the first values. */
  private double decay() {
    double updates = optimizer.steps();
    return Math.min(plan.averaging(), updates / (updates + 9));
  }

  private void leaveOut(double loss, double norm) {
    parameters.clearGrads();
    skipped++;
    badInARow++;
    var what =
        "%s: batch %d (seed %d) has loss %.4g and gradient norm %.4g, bounds are %.4g and %.4g"
            .formatted(
                plan.stage(), step, plan.seed(), loss, norm, plan.lossBound(), plan.gradBound());
    if (badInARow >= BAD_IN_A_ROW || skipped > 10 + step / 100) {
      throw new TrainingException(
          "%s; %d left out so far, training stops; last good checkpoint: %s"
              .formatted(what, skipped, lastGood == null ? "none" : lastGood));
    }
    listener.note(what + "; left out");
  }

  private void report(Sums sums) throws IOException {
    double n = Math.max(1, sums.updates);
    sums.parts.replaceAll((name, sum) -> sum / n);
    double spent = Math.max(1e-9, seconds - sums.since);
    double left = progress() <= 0 ? 0 : seconds / progress() * (1 - Math.min(1, progress()));
    var report =
        new TrainingListener.Progress(
            plan.stage(),
            step,
            progress(),
            sums.loss / n,
            sums.gradNorm / n,
            sums.rate,
            sums.steps * plan.samples() / spent,
            left / 60,
            sums.parts);
    listener.progress(report);
    curve(report);
  }

  private void curve(TrainingListener.Progress report) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve(plan.stage() + ".csv");
    if (!Files.exists(file)) {
      var header = "step,seconds,loss,grad_norm,rate,samples_per_second";
      for (var name : report.parts().keySet()) {
        header += "," + name;
      }
      Files.writeString(file, header + "\n");
    }
    var row =
        String.format(
            Locale.ROOT,
            "%d,%.1f,%.6g,%.4g,%.4g,%.1f",
            report.step(),
            seconds,
            report.loss(),
            report.gradNorm(),
            report.rate(),
            report.samplesPerSecond());
    for (var value : report.parts().values()) {
      row += String.format(Locale.ROOT, ",%.6g", value);
    }
    Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
  }

  private void evaluate() {
    var found = objective.evaluate(average);
    if (!found.isEmpty()) {
      listener.note(
          plan.stage()
              + " step "
              + step
              + " evaluation: "
              + found.entrySet().stream()
                  .map(e -> "%s %.5g".formatted(e.getKey(), e.getValue()))
                  .collect(Collectors.joining("  ")));
    }
  }

  private void checkpoint(boolean done) throws IOException {
    lastGood =
        Checkpoint.of(
                step, seconds, skipped, done, parameters, average, optimizer, objective.state())
            .write(folder, plan.stage());
  }

  /** Takes up the newest sound checkpoint; true where the run was at its end already. */
  private boolean resume() throws IOException {
    List<Path> files = Checkpoint.files(folder, plan.stage());
    for (var file : files.reversed()) {
      try {
        var checkpoint = Checkpoint.read(file);
        checkpoint.restore(parameters, average, optimizer, objective);
        step = checkpoint.steps();
        seconds = checkpoint.seconds();
        skipped = checkpoint.skipped();
        lastGood = file;
        listener.note("%s: goes on from %s".formatted(plan.stage(), file));
        return checkpoint.done() && progress() >= 1;
      } catch (IOException e) {
        listener.note("%s: %s is not sound, trying the one before".formatted(plan.stage(), file));
      }
    }
    return false;
  }

  /** Frees the average and the optimizer's state. */
  @Override
  public void close() {
    average.close();
    optimizer.close();
  }
}
