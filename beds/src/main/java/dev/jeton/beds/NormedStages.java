package dev.jeton.beds;

import dev.jeton.core.Spec;
import dev.jeton.learn.Network;
import dev.jeton.torch.Device;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.MatrixOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a {@link Classifier} while they learn: batch norm (Ioffe and Szegedy,
 * arXiv:1502.03167) in place of every convolution's bias. {@link #folded} multiplies it into the
 * convolutions, so that what is used later has no norm and treats each picture by itself.
 */
final class NormedStages {
  private static final double EPSILON = 1e-5;
  private static final double WHITENING_FLOOR = 1e-3;

  private interface Step {
    Tensor forward(Tensor x, @Nullable Map<String, Moments> found);
  }

  /** A convolution without bias, then batch norm. */
  private record Convolution(String prefix, Tensor weight, Tensor gain, Tensor shift)
      implements Step {
    @Override
    public Tensor forward(Tensor x, @Nullable Map<String, Moments> found) {
      var y = ImageOps.conv2d(x, weight, null, 1, weight.size(2) / 2, 1);
      if (found != null) {
        var mean = y.mean(0, 2, 3);
        var variance = y.sub(mean).square().mean(0, 2, 3);
        found.put(prefix, new Moments(mean.toFloats(), variance.add(EPSILON).sqrt().toFloats()));
      }
      return NetOps.batchNorm(y, gain, shift, EPSILON);
    }
  }

  /** Mean and √(variance + ε) of what a convolution gives, per channel. */
  private record Moments(float[] mean, float[] root) {}

  private final Parameters parameters;
  private final List<Step> steps = new ArrayList<>();

  /**
   * Builds them; parameters that {@code parameters} does not hold yet are created.
   *
   * @param spec {@code seq(seq(…),…)} of the layers affine, unshuffle, silu, conv, down and
   *     res(…,norm=none)
   */
  NormedStages(Spec spec, Parameters parameters) {
    this.parameters = parameters;
    for (int i = 0; i < spec.arguments().size(); i++) {
      var layers = spec.arguments().get(i).arguments();
      for (int j = 0; j < layers.size(); j++) {
        steps.add(step(layers.get(j), "stage.%d.%d.".formatted(i, j)));
      }
    }
  }

  /**
   * Sets the first convolution to the principal axes of the patches that it sees, each scaled to
   * variance 1, half of the filters to their negatives: neighbouring pixels are so alike that
   * gradients take long to find differences between them (after Jordan, arXiv:2404.00498, section
   * 3.2, who keeps the filters fixed). Wants at most twice as many filters as a patch has numbers.
   *
   * @param sample {@code [n, channels, h, w]}
   */
  void startWhitened(Tensor sample) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var x = sample;
      int at = 0;
      while (!(steps.get(at) instanceof Convolution)) {
        x = steps.get(at++).forward(x, null);
      }
      var weight = ((Convolution) steps.get(at)).weight;
      int out = (int) weight.size(0);
      int dim = (int) (weight.count() / out);
      var single = new float[dim * dim];
      for (int i = 0; i < dim; i++) {
        single[i * dim + i] = 1;
      }
      var pick = Tensor.of(single, dim, weight.size(1), weight.size(2), weight.size(3));
      var patches =
          ImageOps.conv2d(x, pick, null, 1, 0, 1).transpose(0, 1).reshape(dim, -1); // [dim, count]
      var centred = patches.sub(patches.mean(1));
      var eigen =
          MatrixOps.eigh(centred.matmul(centred.transpose(0, 1)).div((double) patches.size(1)));
      int axes = Math.ceilDiv(out, 2);
      var scale = eigen.values().add(WHITENING_FLOOR).rsqrt();
      var filters = eigen.vectors().mul(scale).transpose(0, 1).narrow(0, dim - axes, axes);
      var both = IndexOps.cat(List.of(filters, filters.neg()), 0).narrow(0, 0, out);
      weight.copyFrom(both.reshape(weight.shape()));
    }
  }

  /** The last stage's map, normed over this batch. */
  Tensor forward(Tensor x) {
    return forward(x, null);
  }

  private Tensor forward(Tensor x, @Nullable Map<String, Moments> found) {
    for (var step : steps) {
      x = step.forward(x, found);
    }
    return x;
  }

  private Step step(Spec layer, String prefix) {
    return switch (layer.name()) {
      case "affine", "unshuffle", "silu" -> {
        var plain = Network.of(Spec.parse("seq(" + layer + ")"), parameters, prefix);
        yield (x, found) -> plain.forward(x);
      }
      case "conv" -> conv(prefix, layer.integer(0), layer.integer(1), layer.integer(2), 1);
      case "down" -> {
        var conv = conv(prefix, 4 * layer.integer(0), layer.integer(1), 1, 1);
        yield (x, found) -> conv.forward(ImageOps.pixelUnshuffle(x, 2), found);
      }
      case "res" -> {
        int channels = layer.integer(0);
        int hidden = layer.arguments().size() > 1 ? layer.integer(1) : channels;
        var first = conv(prefix + "conv1.", channels, hidden, 3, 1);
        var second = conv(prefix + "conv2.", hidden, channels, 3, 0); // starts as the identity
        yield (x, found) -> x.add(second.forward(NetOps.silu(first.forward(x, found)), found));
      }
      default ->
          throw new IllegalArgumentException(
              "expected affine, unshuffle, silu, conv, down or res, found '" + layer + "'");
    };
  }

  private Convolution conv(String prefix, int in, int out, int kernel, double gain) {
    double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
    if (!parameters.has(prefix + "weight")) {
      Tensor unused = parameters.normal(prefix + "weight", deviation, out, in, kernel, kernel);
      unused = parameters.constant(prefix + "gain", gain, out);
      unused = parameters.constant(prefix + "shift", 0, out);
    }
    var weight = parameters.get(prefix + "weight");
    var scale = parameters.get(prefix + "gain");
    var shift = parameters.get(prefix + "shift");
    return new Convolution(prefix, weight, scale, shift);
  }

  /**
   * The parameters of the plain stages, and all others as they are; none learns.
   *
   * @param sample pictures over which mean and variance are taken, {@code [n, channels, h, w]}
   */
  Parameters folded(Tensor sample) {
    var found = new LinkedHashMap<String, Moments>();
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      Tensor unused = forward(sample, found);
    }
    var plain = new Parameters(0, Device.CPU);
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              var prefix = name.substring(0, name.lastIndexOf('.') + 1);
              var moments = found.get(prefix);
              if (moments == null) {
                Tensor unused = plain.add(name, tensor.toFloats(), tensor.shape());
              } else if (name.endsWith("weight")) {
                fold(prefix, moments, plain);
              }
            });
    plain.learn("", false);
    return plain;
  }

  /** w · gain / √(variance + ε) and shift − mean · gain / √(variance + ε), per output channel. */
  private void fold(String prefix, Moments moments, Parameters plain) {
    var weight = parameters.get(prefix + "weight");
    float[] gain = parameters.get(prefix + "gain").toFloats();
    float[] values = weight.toFloats();
    float[] bias = parameters.get(prefix + "shift").toFloats();
    int each = values.length / bias.length;
    for (int out = 0; out < bias.length; out++) {
      float factor = gain[out] / moments.root[out];
      bias[out] -= moments.mean[out] * factor;
      for (int i = 0; i < each; i++) {
        values[out * each + i] *= factor;
      }
    }
    Tensor unused = plain.add(prefix + "weight", values, weight.shape());
    unused = plain.add(prefix + "bias", bias, bias.length);
  }
}
