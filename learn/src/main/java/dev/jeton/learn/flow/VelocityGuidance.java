package dev.jeton.learn.flow;

import dev.jeton.torch.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the prediction under a condition is pushed away from the one without. */
public sealed interface VelocityGuidance {

  /** Not at all: one pass a step. */
  record None() implements VelocityGuidance {
    @Override
    public boolean needed() {
      return false;
    }

    @Override
    public Run start() {
      return (conditional, unconditional) -> conditional;
    }
  }

  /**
   * unconditional + scale · (conditional − unconditional): Ho and Salimans, arXiv:2207.12598, with
   * scale = 1 + w of their eq. 6. Two passes a step unless the scale is 1.
   *
   * @param scale 1 for the conditional prediction
   */
  record ClassifierFree(double scale) implements VelocityGuidance {
    @Override
    public boolean needed() {
      return scale != 1;
    }

    @Override
    public Run start() {
      return (conditional, unconditional) ->
          conditional.add(conditional.sub(unconditional).mul(scale - 1));
    }
  }

  /**
   * Classifier-free guidance that does not oversaturate: the difference is averaged over steps,
   * bounded in length, and the part along the conditional prediction is removed. Sadat et al.,
   * arXiv:2410.02416, algorithm 1 with η = 0.
   *
   * @param scale 1 for the conditional prediction
   * @param momentum of the difference, −0.5 in the paper
   * @param bound longest Euclidean norm of a sample's difference, 2.5 in FlexTok
   */
  record Normalised(double scale, double momentum, double bound) implements VelocityGuidance {
    @Override
    public boolean needed() {
      return scale != 1;
    }

    @Override
    public Run start() {
      return new Run() {
        private float @Nullable [] before;

        @Override
        public Tensor guide(Tensor conditional, Tensor unconditional) {
          var difference = conditional.sub(unconditional);
          if (before != null) {
            var earlier = Tensor.of(before, difference.shape()).to(difference.device());
            difference = difference.add(earlier.mul(momentum));
          }
          before = difference.toFloats();
          return conditional.add(across(bounded(difference), conditional).mul(scale - 1));
        }

        private Tensor bounded(Tensor difference) {
          return difference.mul(
              norm(difference).add(1e-12).pow(-1).mul(bound).clamp(0, 1)); // [n, 1, …]
        }
      };
    }

    /** What of {@code x} stands at a right angle to {@code direction}, sample by sample. */
    private static Tensor across(Tensor x, Tensor direction) {
      var unit = direction.div(norm(direction).add(1e-12));
      return x.sub(unit.mul(x.mul(unit).sum(inner(x))));
    }

    private static Tensor norm(Tensor x) {
      return x.square().sum(inner(x)).sqrt();
    }

    /** All dimensions but the first. */
    private static long[] inner(Tensor x) {
      var dims = new long[x.shape().length - 1];
      Arrays.setAll(dims, i -> i + 1);
      return dims;
    }
  }

  /** Whether the unconditional prediction is needed. */
  boolean needed();

  /** Guides the steps of one sampling, in order. */
  Run start();

  /** One sampling. */
  interface Run {
    /** The velocity to follow, from two of {@code [n, …]}. */
    Tensor guide(Tensor conditional, Tensor unconditional);
  }
}
