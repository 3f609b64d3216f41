package dev.jeton.learn;

import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What a training run makes small. */
public interface Objective {

  /**
   * A step of the run. Everything random in a step comes from the seed and the index, so a run goes
   * on after a crash as if nothing had happened.
   *
   * @param index counted from 0
   * @param progress 0 at the start of the run, 1 at its end
   */
  record Step(long index, long seed, double progress) {
    /** A number for this step's random generators. */
    public long random() {
      long x = seed * 0x9E3779B97F4A7C15L + index;
      x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
      x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
      return x ^ (x >>> 31);
    }
  }

  /**
   * What a batch came to.
   *
   * @param total a scalar with gradient
   * @param parts numbers to show and to write to the curve, the same names at each step
   */
  record Loss(Tensor total, SequencedMap<String, Double> parts) {}

  /** The loss of the step's batch; runs inside the step's scope. */
  Loss loss(Step step);

  /** Called after the parameters have changed, inside the same scope. */
  default void changed(Step step) {}

  /**
   * Numbers that tell how good the model is, such as quality on photos kept aside.
   *
   * @param averaged the moving average of the parameters
   */
  default SequencedMap<String, Double> evaluate(Parameters averaged) {
    return new LinkedHashMap<>();
  }

  /** What has to be stored beside the parameters, as flat arrays by name. */
  default SequencedMap<String, float[]> state() {
    return new LinkedHashMap<>();
  }

  /** Takes over what {@link #state()} gave. */
  default void restore(Map<String, float[]> state) {}
}
