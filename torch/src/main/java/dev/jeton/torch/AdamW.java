package dev.jeton.torch;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Adam with weight decay apart from the gradient (Loshchilov and Hutter, Decoupled Weight Decay
 * Regularization, algorithm 2, as in {@code torch.optim.AdamW}):
 *
 * <pre>
 * m = β₁ m + (1 − β₁) g,  v = β₂ v + (1 − β₂) g²
 * p = p (1 − lr · decay) − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * With {@code steady}, a parameter whose gradient is out of proportion to its history, r = √mean(g²
 * / max(v̂, ε²)) &gt; 1, is changed at lr / r: one strange batch cannot throw it far (StableAdamW,
 * Wortsman et al., arXiv:2304.13013, algorithm 2).
 *
 * <p>A parameter without a gradient is left alone. {@link #state()} and {@link #restore} carry the
 * moments over exactly.
 */
public final class AdamW implements Optimizer {

  /** The optimizer's constants. */
  public record Settings(double beta1, double beta2, double epsilon, double decay, boolean steady)
      implements Optimizer.Settings {
    /** β = 0.9 and 0.999, ε = 1e-8, decay 0.01: PyTorch's. */
    public static final Settings STANDARD = new Settings(0.9, 0.999, 1e-8, 0.01, false);

    @Override
    public AdamW of(Parameters parameters) {
      return new AdamW(parameters, this);
    }
  }

  private record Moments(Tensor mean, Tensor square) {}

  private final Parameters parameters;
  private final Settings settings;
  private final SequencedMap<String, Moments> moments = new LinkedHashMap<>();
  private long steps;

  public AdamW(Parameters parameters, Settings settings) {
    this.parameters = parameters;
    this.settings = settings;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void step(double rate) {
    steps++;
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      parameters
          .all()
          .forEach(
              (name, parameter) -> {
                var grad = parameter.grad();
                if (grad != null) {
                  step(parameter, grad, moments(name, parameter), rate);
                }
              });
    }
    parameters.clearGrads();
  }

  private void step(Tensor parameter, Tensor grad, Moments state, double rate) {
    double meanBias = 1 - Math.pow(settings.beta1, steps);
    double squareBias = 1 - Math.pow(settings.beta2, steps);
    Tensor.attempt(
        "AdamW step",
        () -> {
          var g = grad.handle();
          var m = state.mean.handle().lerp_(g, Tensor.scalar(1 - settings.beta1));
          var v =
              state
                  .square
                  .handle()
                  .mul_(Tensor.scalar(settings.beta2))
                  .addcmul_(g, g, Tensor.scalar(1 - settings.beta2));
          var root =
              v.sqrt()
                  .mul_(Tensor.scalar(1 / Math.sqrt(squareBias)))
                  .add_(Tensor.scalar(settings.epsilon));
          double used = settings.steady ? rate / Math.max(1, excess(g, root)) : rate;
          return parameter
              .handle()
              .mul_(Tensor.scalar(1 - used * settings.decay))
              .addcdiv_(m, root, Tensor.scalar(-used / meanBias));
        },
        parameter,
        grad);
  }

  /** √mean((g / root)²), where root is √v̂ + ε. */
  private static double excess(org.bytedeco.pytorch.Tensor grad, org.bytedeco.pytorch.Tensor root) {
    return Math.sqrt(grad.div(root).square_().mean().item_double());
  }

  private Moments moments(String name, Tensor parameter) {
    return moments.computeIfAbsent(
        name,
        absent -> {
          var shape = parameter.shape();
          return new Moments(
              kept(new float[(int) parameter.count()], shape),
              kept(new float[(int) parameter.count()], shape));
        });
  }

  private Tensor kept(float[] values, long[] shape) {
    try (var scope = new Scope()) {
      return scope.keep(Tensor.of(values, shape).to(parameters.device()).copy());
    }
  }

  /** The moments by {@code mean.NAME} and {@code square.NAME}; the shapes are the parameters'. */
  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    moments.forEach(
        (name, m) -> {
          state.put("mean." + name, m.mean.toFloats());
          state.put("square." + name, m.square.toFloats());
        });
    return state;
  }

  @Override
  public void restore(SequencedMap<String, float[]> state, long steps) {
    close();
    this.steps = steps;
    parameters
        .all()
        .forEach(
            (name, parameter) -> {
              var mean = state.get("mean." + name);
              var square = state.get("square." + name);
              if (mean != null && square != null) {
                moments.put(
                    name,
                    new Moments(kept(mean, parameter.shape()), kept(square, parameter.shape())));
              }
            });
  }

  @Override
  public void close() {
    moments
        .values()
        .forEach(
            m -> {
              m.mean.close();
              m.square.close();
            });
    moments.clear();
  }
}
