package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Compares gradients with central differences of fourth order, parameter by parameter. */
final class Differences {
  private static final double H = 5e-3;
  private static final int[] STEPS = {-2, -1, 1, 2};

  private Differences() {}

  /**
   * @param term what is differentiated by backward()
   * @param twin the same where stop-gradients are constants, from the parameters' present values
   * @param moved the names of exactly those parameters that the term moves
   */
  static void check(
      Parameters parameters, Supplier<Tensor> term, Supplier<Tensor> twin, Set<String> moved) {
    parameters.clearGrads();
    try (var scope = new Scope()) {
      term.get().backward();
    }
    var found = new TreeSet<String>();
    parameters
        .all()
        .forEach(
            (name, parameter) -> {
              var gradient = gradient(parameter);
              var values = parameter.toFloats();
              for (int i = 0; i < values.length; i++) {
                float value = values[i];
                double[] at = new double[4];
                for (int k = 0; k < 4; k++) {
                  values[i] = (float) (value + STEPS[k] * H);
                  at[k] = value(parameters, name, values, twin);
                }
                values[i] = value;
                double slope = (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * H);
                double expected = parameter.requiresGrad() ? slope : 0;
                assertEquals(expected, gradient[i], 1e-3 + 5e-3 * Math.abs(expected), name);
                if (gradient[i] != 0) {
                  found.add(name);
                }
              }
              parameters.set(name, values);
            });
    assertEquals(new TreeSet<>(moved), found);
    parameters.clearGrads();
  }

  private static float[] gradient(Tensor parameter) {
    try (var scope = new Scope()) {
      var grad = parameter.grad();
      return grad == null ? new float[(int) parameter.count()] : grad.toFloats();
    }
  }

  private static double value(
      Parameters parameters, String name, float[] values, Supplier<Tensor> twin) {
    parameters.set(name, values);
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      return twin.get().item();
    }
  }
}
