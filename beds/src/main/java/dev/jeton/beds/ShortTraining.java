package dev.jeton.beds;

import dev.jeton.learn.Objective;
import dev.jeton.learn.Trainer;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Optimizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A training of minutes whose checkpoints nobody wants: AdamW, a twentieth of the steps to warm up,
 * the peak for half of them, then a cosine to a fiftieth; gradients clipped at norm 1.
 *
 * @param name of the run, in progress lines
 * @param steps updates in all
 * @param batch samples per step, for the samples per second
 * @param rate peak learning rate
 * @param seed of the order of the data
 */
public record ShortTraining(String name, long steps, int batch, double rate, long seed) {

  /** Trains all of {@code parameters} that learn; they hold the result. */
  public void run(Parameters parameters, Objective objective, TrainingListener listener)
      throws IOException {
    run(parameters, objective, new AdamW.Settings(0.9, 0.99, 1e-8, 1e-4, false), listener);
  }

  /** The same with another optimizer. */
  public void run(
      Parameters parameters,
      Objective objective,
      Optimizer.Settings optimizer,
      TrainingListener listener)
      throws IOException {
    var plan =
        new TrainingPlan(
            name,
            new TrainingPlan.Steps(steps),
            batch,
            seed,
            new Schedule(rate, 0.05, 0.5, 0.02, Schedule.Fall.COSINE),
            optimizer,
            1.0,
            1e6,
            1e9,
            0.99,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);
    var folder = Files.createTempDirectory("jeton-training");
    try (var trainer = new Trainer(plan, parameters, objective, folder, listener)) {
      trainer.run();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
