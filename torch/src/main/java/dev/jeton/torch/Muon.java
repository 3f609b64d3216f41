package dev.jeton.torch;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.bytedeco.pytorch.global.torch;

/**
 * Momentum made orthogonal, for matrices, and {@link AdamW} for all other parameters. Of a
 * momentum's singular value decomposition U S Vᵀ about U Vᵀ stays:
 *
 * <pre>
 * m = μ m + g,  p = p (1 − lr · decay) − lr · 0.2 · √max(rows, columns) · orthogonal(g + μ m)
 * </pre>
 *
 * Five Newton–Schulz steps X ← a X + (b XXᵀ + c (XXᵀ)²) X with a = 3.4445, b = −4.775, c = 2.0315
 * (Jordan et al., Muon, 2024) bring the singular values near 1. The factor gives a matrix the root
 * mean square that AdamW's changes have, so that one rate and one decay serve both: Liu et al.,
 * arXiv:2502.16982, section 2.2.
 */
public final class Muon implements Optimizer {
  private static final int ROUNDS = 5;
  private static final String MOMENTUM = "momentum.";

  /**
   * The optimizer's constants.
   *
   * @param momentum μ
   * @param others of parameters that are no such matrices; its decay is that of matrices too
   * @param matrices names of the parameters of two dimensions that are changed so; not tables of
   *     embeddings
   */
  public record Settings(double momentum, AdamW.Settings others, Predicate<String> matrices)
      implements Optimizer.Settings {
    @Override
    public Muon of(Parameters parameters) {
      return new Muon(parameters, this);
    }
  }

  private final Parameters parameters;
  private final Settings settings;
  private final AdamW others;
  private final SequencedMap<String, Tensor> momenta = new LinkedHashMap<>();

  public Muon(Parameters parameters, Settings settings) {
    this.parameters = parameters;
    this.settings = settings;
    others = new AdamW(parameters, settings.others());
  }

  @Override
  public long steps() {
    return others.steps();
  }

  @Override
  public void step(double rate) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      parameters
          .all()
          .forEach(
              (name, parameter) -> {
                var grad = matrix(name, parameter) ? parameter.grad() : null;
                if (grad != null) {
                  step(parameter, grad, momentum(name, parameter), rate);
                  parameter.clearGrad(); // AdamW leaves it alone then
                }
              });
    }
    others.step(rate);
  }

  private boolean matrix(String name, Tensor parameter) {
    return parameter.shape().length == 2 && settings.matrices.test(name);
  }

  private void step(Tensor parameter, Tensor grad, Tensor momentum, double rate) {
    double size = 0.2 * Math.sqrt(Math.max(parameter.size(0), parameter.size(1)));
    Tensor.inPlace(
        "Muon step",
        () -> {
          var m = momentum.handle().mul_(Tensor.scalar(settings.momentum)).add_(grad.handle());
          var direction = grad.handle().add(m, Tensor.scalar(settings.momentum));
          return parameter
              .handle()
              .mul_(Tensor.scalar(1 - rate * settings.others.decay()))
              .add_(orthogonal(direction), Tensor.scalar(-rate * size));
        },
        parameter,
        grad);
  }

  private static org.bytedeco.pytorch.Tensor orthogonal(org.bytedeco.pytorch.Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    var x = tall ? matrix.t() : matrix;
    x = x.div(Tensor.scalar(x.norm().item_double() + 1e-20));
    for (int i = 0; i < ROUNDS; i++) {
      var a = torch.mm(x, x.t());
      var b = torch.addmm(a, a, a, Tensor.scalar(-4.7750), Tensor.scalar(2.0315));
      x = torch.addmm(x, b, x, Tensor.scalar(3.4445), Tensor.scalar(1));
    }
    return tall ? x.t() : x;
  }

  private Tensor momentum(String name, Tensor parameter) {
    return momenta.computeIfAbsent(
        name, absent -> kept(new float[(int) parameter.count()], parameter.shape()));
  }

  private Tensor kept(float[] values, long[] shape) {
    try (var scope = new Scope()) {
      return scope.keep(Tensor.of(values, shape).to(parameters.device()).copy());
    }
  }

  /** Momenta of matrices by {@code momentum.NAME}, and AdamW's state. */
  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<>(others.state());
    momenta.forEach((name, m) -> state.put(MOMENTUM + name, m.toFloats()));
    return state;
  }

  @Override
  public void restore(SequencedMap<String, float[]> state, long steps) {
    freeMomenta();
    others.restore(state, steps);
    parameters
        .all()
        .forEach(
            (name, parameter) -> {
              var values = state.get(MOMENTUM + name);
              if (values != null) {
                momenta.put(name, kept(values, parameter.shape()));
              }
            });
  }

  private void freeMomenta() {
    momenta.values().forEach(Tensor::close);
    momenta.clear();
  }

  @Override
  public void close() {
    freeMomenta();
    others.close();
  }
}
