package dev.jeton.learn;

import dev.jeton.torch.NetOps;

/** Transformer layers over the positions of an image. */
final class AttentionLayers {
  private AttentionLayers() {}

  /** x + out(attention(norm(x))): Vaswani et al., arXiv:1706.03762, over all h·w positions. */
  static Layer attention(LayerParameters parameters, int channels, int heads) {
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
          NetOps.attention(q, k, v, false).transpose(1, 2).reshape(batch, positions, channels);
      var y = NetOps.linear(mixed, outWeight, outBias).transpose(1, 2);
      return x.add(y.reshape(x.shape()));
    };
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
