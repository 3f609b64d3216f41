package dev.jeton.torch;

/**
 * A learning rate over a run's progress: it rises in a line over the first {@code warmup} of the
 * run, stays at {@code peak} until {@code hold}, and falls to {@code floor · peak} at the end.
 *
 * @param warmup fraction of the run, 0 to 1
 * @param hold fraction of the run at which the fall begins
 * @param floor fraction of the peak at the end
 */
public record Schedule(double peak, double warmup, double hold, double floor, Fall fall) {

  /** The shape of the fall. */
  public enum Fall {
    COSINE,
    LINEAR
  }

  /** The rate at {@code progress}, 0 at the start and 1 at the end. */
  public double at(double progress) {
    if (progress < warmup) {
      return peak * Math.max(progress, 1e-3 * warmup) / warmup;
    }
    if (progress < hold) {
      return peak;
    }
    double x = Math.min(1, (progress - hold) / Math.max(1e-9, 1 - hold));
    double left = fall == Fall.COSINE ? 0.5 * (1 + Math.cos(Math.PI * x)) : 1 - x;
    return peak * (floor + (1 - floor) * left);
  }
}
