package dev.jeton.learn;

import dev.jeton.torch.Optimizer;
import dev.jeton.torch.Schedule;

/**
 * How long and how a run learns.
 *
 * @param stage name of the run; its files begin with it
 * @param length when it ends
 * @param samples images per step, for the samples per second
 * @param clip bound on the norm of the gradient
 * @param lossBound a larger loss makes a step a bad one
 * @param gradBound a larger norm of the gradient makes a step a bad one
 * @param averaging decay per step of the moving average of the parameters, such as 0.995
 * @param checkpointSeconds time between checkpoints
 * @param evaluateSeconds time between evaluations
 */
public record TrainingPlan(
    String stage,
    Length length,
    int samples,
    long seed,
    Schedule schedule,
    Optimizer.Settings optimizer,
    double clip,
    double lossBound,
    double gradBound,
    double averaging,
    double checkpointSeconds,
    double evaluateSeconds) {

  /** The end of a run. */
  public sealed interface Length {
    /** Fraction done, from 0; 1 and more is the end. */
    double progress(long steps, double seconds);
  }

  /** After so many steps. */
  public record Steps(long count) implements Length {
    @Override
    public double progress(long steps, double seconds) {
      return (double) steps / count;
    }
  }

  /** After so much time spent in steps; time before an interruption counts. */
  public record Minutes(double count) implements Length {
    @Override
    public double progress(long steps, double seconds) {
      return seconds / (60 * count);
    }
  }
}
