package dev.jeton.learn;

import dev.jeton.torch.GradOps;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells generated pictures from real ones patch by patch (PatchGAN: Isola et al., arXiv:1611.07004,
 * section 3.2 and appendix 6.1.2): 4×4 convolutions, half of them with stride 2, leaky ReLU 0.2,
 * one verdict per patch. Where they have batch norm it has the norm over channels of {@link
 * Network}, which needs no statistics.
 *
 * <p>Both losses are hinges (Lim and Ye, arXiv:1705.02894; Esser et al., arXiv:2012.09841). Each
 * moves its side only, so that their sum is one loss with one backward pass: the generator's sees
 * the discriminator's parameters as constants, the discriminator's sees the generated pictures so.
 */
public final class PatchDiscriminator {
  private static final double SLOPE = 0.2;
  private static final double DEVIATION = 0.02;
  private static final double MOST_WEIGHT = 1e4;
  private static final double WEIGHT_FLOOR = 1e-4;

  private record Step(Tensor weight, Tensor bias, @Nullable Tensor gain, int stride) {}

  private final List<Step> steps = new ArrayList<>();
  private final Tensor lastWeight;
  private final Tensor lastBias;

  /**
   * Builds it; parameters that {@code parameters} does not hold yet are created.
   *
   * @param prefix of the parameters' names, such as {@code discriminator.}
   * @param channels of the pictures
   * @param width channels of the first layer, 64 in the papers; they double with each of the next,
   *     up to eight times
   * @param depth layers with stride 2: a verdict looks at 34, 70 or 142 pixels a side for 2, 3, 4
   */
  public PatchDiscriminator(
      Parameters parameters, String prefix, int channels, int width, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("expected a depth of at least 1, found " + depth);
    }
    int in = channels;
    for (int i = 0; i <= depth; i++) {
      int out = width * Math.min(8, 1 << i);
      var layer = new LayerParameters(parameters, prefix + i + ".");
      steps.add(
          new Step(
              layer.normal("weight", DEVIATION, out, in, 4, 4),
              layer.constant("bias", 0, out),
              i == 0 ? null : layer.constant("gain", 1, out),
              i < depth ? 2 : 1));
      in = out;
    }
    var last = new LayerParameters(parameters, prefix + (depth + 1) + ".");
    lastWeight = last.normal("weight", DEVIATION, 1, in, 4, 4);
    lastBias = last.constant("bias", 0, 1);
  }

  /**
   * Verdicts, positive for real: {@code [n, 1, h, w]}.
   *
   * @param x {@code [n, channels, height, width]}
   */
  public Tensor verdicts(Tensor x) {
    return verdicts(x, parameter -> parameter);
  }

  private Tensor verdicts(Tensor x, UnaryOperator<Tensor> use) {
    var y = x;
    for (var step : steps) {
      y = ImageOps.conv2d(y, use.apply(step.weight), use.apply(step.bias), step.stride, 1, 1);
      if (step.gain != null) {
        var scale = y.square().mean(1).add(ConvLayers.NORM_EPSILON).rsqrt();
        y = y.mul(scale).mul(use.apply(step.gain).reshape(1, -1, 1, 1));
      }
      y = NetOps.leakyRelu(y, SLOPE);
    }
    return ImageOps.conv2d(y, use.apply(lastWeight), use.apply(lastBias), 1, 1, 1);
  }

  /** −mean D(generated), a scalar; no gradient reaches the discriminator. */
  public Tensor generatorLoss(Tensor generated) {
    return verdicts(generated, Tensor::detach).mean().neg();
  }

  /**
   * ½ (mean max(0, 1 − D(real)) + mean max(0, 1 + D(generated))), a scalar; no gradient reaches the
   * generator.
   */
  public Tensor discriminatorLoss(Tensor real, Tensor generated) {
    var right = verdicts(real.detach()).neg().add(1).relu().mean();
    var wrong = verdicts(generated.detach()).add(1).relu().mean();
    return right.add(wrong).mul(0.5);
  }

  /**
   * λ = ‖∇ rec‖ / (‖∇ gan‖ + 1e-4), at most 1e4: the weight at which the generator's loss pulls at
   * the decoder's last layer as hard as the reconstruction does (Esser et al., arXiv:2012.09841,
   * eq. 7; the constant is their code's).
   *
   * @param reconstruction a scalar
   * @param generator {@link #generatorLoss}
   * @param lastLayer the weight that both depend on
   */
  public static double adaptiveWeight(Tensor reconstruction, Tensor generator, Tensor lastLayer) {
    double rec = norm(GradOps.gradients(reconstruction, lastLayer).getFirst());
    double gan = norm(GradOps.gradients(generator, lastLayer).getFirst());
    return Math.min(rec / (gan + WEIGHT_FLOOR), MOST_WEIGHT);
  }

  private static double norm(Tensor gradient) {
    return Math.sqrt(gradient.square().sum().item());
  }
}
