package dev.jeton.learn;

import dev.jeton.torch.ImageOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;

/** Convolutional layers. */
final class ConvLayers {
  static final double NORM_EPSILON = 1e-4;

  private ConvLayers() {}

  static Layer conv(LayerParameters parameters, int in, int out, int kernel) {
    return conv(parameters, in, out, kernel, 1 / Math.sqrt((double) in * kernel * kernel));
  }

  private static Layer conv(
      LayerParameters parameters, int in, int out, int kernel, double deviation) {
    var weight =
        deviation == 0
            ? parameters.constant("weight", 0, out, in, kernel, kernel)
            : parameters.normal("weight", deviation, out, in, kernel, kernel);
    var bias = parameters.constant("bias", 0, out);
    return (x, level) -> ImageOps.conv2d(x, weight, bias, 1, kernel / 2, 1);
  }

  static Layer down(LayerParameters parameters, int in, int out) {
    var conv = conv(parameters, 4 * in, out, 1);
    return (x, level) -> conv.forward(ImageOps.pixelUnshuffle(x, 2));
  }

  static Layer up(LayerParameters parameters, int in, int out) {
    var conv = conv(parameters, in, 4 * out, 1);
    return (x, level) -> ImageOps.pixelShuffle(conv.forward(x), 2);
  }

  /** x · gain / √(mean over channels of x² + ε): Zhang and Sennrich, arXiv:1910.07467, eq. 4. */
  static Layer norm(LayerParameters parameters, int channels) {
    var gain = parameters.constant("gain", 1, channels);
    return (x, level) ->
        x.mul(x.square().mean(1).add(NORM_EPSILON).rsqrt()).mul(gain.reshape(1, channels, 1, 1));
  }

  /**
   * x + conv2(silu(norm(conv1(x)))): the norm keeps the hidden values where silu lets gradients
   * through, so that the block cannot die. Starts as the identity: conv2 starts at zero.
   */
  static Layer normedInside(LayerParameters parameters, int channels, int hidden) {
    var first =
        conv(parameters.within("conv1"), channels, hidden, 3, Math.sqrt(2 / (channels * 9.0)));
    var norm = norm(parameters.within("norm"), hidden);
    var second = conv(parameters.within("conv2"), hidden, channels, 3, 0);
    return (x, level) -> x.add(second.forward(NetOps.silu(norm.forward(first.forward(x)))));
  }

  /** Starts as the identity: the second convolution starts at zero. */
  static Layer residual(LayerParameters parameters, int channels, int hidden, boolean normed) {
    var first =
        conv(parameters.within("conv1"), channels, hidden, 3, Math.sqrt(2 / (channels * 9.0)));
    var second = conv(parameters.within("conv2"), hidden, channels, 3, 0);
    var norm = normed ? norm(parameters.within("norm"), channels) : null;
    return (x, level) -> {
      Tensor h = norm == null ? x : norm.forward(x);
      return x.add(second.forward(NetOps.silu(first.forward(h))));
    };
  }

  /** A depthwise convolution and two 1×1 ones, after Liu et al., arXiv:2201.03545. */
  static Layer depthwise(LayerParameters parameters, int channels, int hidden, int kernel) {
    var inner = parameters.within("depthwise");
    var weight = inner.normal("weight", 1.0 / kernel, channels, 1, kernel, kernel);
    var bias = inner.constant("bias", 0, channels);
    var norm = norm(parameters.within("norm"), channels);
    var first = conv(parameters.within("conv1"), channels, hidden, 1, Math.sqrt(2.0 / channels));
    var second = conv(parameters.within("conv2"), hidden, channels, 1, 0);
    return (x, level) -> {
      var h = ImageOps.conv2d(norm.forward(x), weight, bias, 1, kernel / 2, channels);
      return x.add(second.forward(NetOps.silu(first.forward(h))));
    };
  }

  static Layer pointwise(LayerParameters parameters, int in, int out, double deviation) {
    return conv(parameters, in, out, 1, deviation);
  }
}
