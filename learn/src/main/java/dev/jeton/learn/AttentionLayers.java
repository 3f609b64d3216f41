package dev.jeton.learn;

import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.Arrays;

/** Transformer layers over the positions of an image. */
final class AttentionLayers {
  private AttentionLayers() {}

  /**
   * x + out(attention(norm(x))): Vaswani et al., arXiv:1706.03762, over all h·w positions.
   *
   * @param registers how many of the last positions see everything before the registers and, of the
   *     registers, themselves and earlier ones; the positions before see no register. Bachmann et
   *     al., arXiv:2502.13967, section 3.1. 0: every position sees every other
   */
  static Layer attention(LayerParameters parameters, int channels, int heads, int registers) {
    if (heads < 1 || channels % heads != 0) {
      throw new IllegalArgumentException(
          "attention: %d channels cannot be split into %d heads".formatted(channels, heads));
    }
    var norm = ConvLayers.norm(parameters.within("norm"), channels);
    double deviation = 1 / Math.sqrt(channels);
    var qkv = parameters.within("qkv");
    var weight = qkv.normal("weight", deviation, 3L * channels, channels);
    var bias = qkv.constant("bias", 0, 3L * channels);
    var out = parameters.within("out");
    var outWeight = out.constant("weight", 0, channels, channels);
    var outBias = out.constant("bias", 0, channels);
    int dim = channels / heads;
    return (x, level) -> {
      long batch = x.size(0);
      long positions = x.size(2) * x.size(3);
      // [batch, positions, channels]
      var h = norm.forward(x).reshape(batch, channels, positions).transpose(1, 2);
      // [3, batch, heads, positions, dim]
      var all =
          NetOps.linear(h, weight, bias)
              .reshape(batch, positions, 3, heads, dim)
              .permute(2, 0, 3, 1, 4);
      var q = all.narrow(0, 0, 1).reshape(batch, heads, positions, dim);
      var k = all.narrow(0, 1, 1).reshape(batch, heads, positions, dim);
      var v = all.narrow(0, 2, 1).reshape(batch, heads, positions, dim);
      var mixed =
          (registers == 0
                  ? NetOps.attention(q, k, v, false)
                  : NetOps.attention(q, k, v, unseen((int) positions, registers).to(x.device())))
              .transpose(1, 2)
              .reshape(batch, positions, channels);
      var y = NetOps.linear(mixed, outWeight, outBias).transpose(1, 2);
      return x.add(y.reshape(x.shape()));
    };
  }

  /** What is added to the scores: 0 where a row may look at a column, −∞ elsewhere. */
  private static Tensor unseen(int positions, int registers) {
    int first = positions - registers;
    var mask = new float[positions * positions];
    for (int row = 0; row < positions; row++) {
      int end = Math.max(first, row + 1);
      Arrays.fill(mask, row * positions + end, (row + 1) * positions, Float.NEGATIVE_INFINITY);
    }
    return Tensor.of(mask, positions, positions);
  }

  /** x + w₂(gelu(w₁(norm(x)))) at each position. */
  static Layer mlp(LayerParameters parameters, int channels, int hidden) {
    var norm = ConvLayers.norm(parameters.within("norm"), channels);
    var first =
        ConvLayers.pointwise(
            parameters.within("conv1"), channels, hidden, Math.sqrt(2.0 / channels));
    var second = ConvLayers.pointwise(parameters.within("conv2"), hidden, channels, 0);
    return (x, level) -> x.add(second.forward(NetOps.gelu(first.forward(norm.forward(x)))));
  }

  /** x + table, for images of exactly height × width. */
  static Layer position(LayerParameters parameters, int channels, int height, int width) {
    var table = parameters.normal("table", 0.02, channels, height, width);
    return (x, level) -> x.add(table);
  }
}
