package dev.jeton.torch;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operations that networks are made of. */
public final class NetOps {
  private NetOps() {}

  /** x · sigmoid(x). */
  public static Tensor silu(Tensor x) {
    return Tensor.call("silu", () -> torch.silu(x.handle()), x);
  }

  /** x · Φ(x) by its tanh approximation: Hendrycks and Gimpel, arXiv:1606.08415, section 2. */
  public static Tensor gelu(Tensor x) {
    return Tensor.call("gelu", () -> torch.gelu(x.handle(), "tanh"), x);
  }

  /** x at x &gt; 0, {@code slope · x} elsewhere. */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return Tensor.call("leakyRelu", () -> torch.leaky_relu(x.handle(), Tensor.scalar(slope)), x);
  }

  /** x Wᵀ + b; {@code weight} is {@code [out, in]}, {@code x} {@code […, in]}. */
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return Tensor.call(
        "linear", () -> torch.linear(x.handle(), weight.handle(), optional(bias)), x, weight);
  }

  /** Layer norm over the last dimension; {@code gain} and {@code bias} are {@code [dim]}. */
  public static Tensor layerNorm(
      Tensor x, @Nullable Tensor gain, @Nullable Tensor bias, double eps) {
    return Tensor.call(
        "layerNorm",
        () ->
            torch.layer_norm(
                x.handle(), new long[] {x.size(-1)}, optional(gain), optional(bias), eps, false),
        x);
  }

  /**
   * (x − mean) / √(variance + eps) · gain + shift per channel, mean and variance (of the whole, not
   * of a sample) over this batch: Ioffe and Szegedy, arXiv:1502.03167, algorithm 1.
   *
   * @param x {@code [batch, channels, …]}
   * @param gain {@code [channels]}, as {@code shift}
   */
  public static Tensor batchNorm(Tensor x, Tensor gain, Tensor shift, double eps) {
    return Tensor.call(
        "batchNorm",
        () ->
            torch.batch_norm(
                x.handle(),
                optional(gain),
                optional(shift),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0,
                eps,
                false),
        x,
        gain);
  }

  /**
   * softmax(q kᵀ / √dim) v.
   *
   * @param q {@code [batch, heads, length, dim]}, as {@code k} and {@code v}
   * @param causal whether a position sees only itself and those before it
   */
  public static Tensor attention(Tensor q, Tensor k, Tensor v, boolean causal) {
    return Tensor.call(
        "attention",
        () ->
            torch.scaled_dot_product_attention(
                q.handle(),
                k.handle(),
                v.handle(),
                new TensorOptional(),
                0,
                causal,
                new DoubleOptional(),
                false),
        q,
        k,
        v);
  }

  /**
   * softmax(q kᵀ / √dim + bias) v.
   *
   * @param q {@code [batch, heads, length, dim]}; {@code k} and {@code v} may have another length
   * @param bias added to the scores, broadcast to {@code [batch, heads, length of q, length of k]};
   *     −∞ hides a key
   */
  public static Tensor attention(Tensor q, Tensor k, Tensor v, Tensor bias) {
    return Tensor.call(
        "attention",
        () ->
            torch.scaled_dot_product_attention(
                q.handle(),
                k.handle(),
                v.handle(),
                new TensorOptional(bias.handle()),
                0,
                false,
                new DoubleOptional(),
                false),
        q,
        k,
        v,
        bias);
  }

  /**
   * Mean of −log softmax(logits)[target].
   *
   * @param logits {@code [n, classes]}
   * @param targets {@code [n]}, int64; −100 is left out
   */
  public static Tensor crossEntropy(Tensor logits, Tensor targets) {
    return Tensor.call(
        "crossEntropy",
        () -> torch.cross_entropy_loss(logits.handle(), targets.handle()),
        logits,
        targets);
  }

  private static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.handle());
  }
}
