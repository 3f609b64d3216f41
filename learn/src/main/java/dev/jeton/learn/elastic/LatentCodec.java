package dev.jeton.learn.elastic;

import dev.jeton.learn.Layer;
import dev.jeton.learn.Network;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Pictures to tokens and back while it is learnt: an encoder, any quantizer, a decoder that may be
 * given fewer tokens than there are.
 *
 * @param encoder {@code [n, 3, side, side]} in 0..1 to {@code [n, dim, h, w]}
 * @param quantizer of vectors
 * @param decoder the reverse; reads the number of tokens kept as its level
 */
public record LatentCodec(Layer encoder, TrainableQuantizer quantizer, Layer decoder) {

  /**
   * What a batch became.
   *
   * @param quantized ids {@code [n][tokens]} and decoded vectors {@code [n · tokens, dim]}
   * @param decoded pictures {@code [n, 3, side, side]}; values may lie somewhat outside 0..1
   */
  public record Pass(TrainableQuantizer.Result quantized, Tensor decoded) {}

  /** The networks that {@code shape} describes. */
  public static LatentCodec of(
      ElasticShape shape, TrainableQuantizer quantizer, Parameters parameters) {
    return new LatentCodec(
        Network.of(shape.encoder(), parameters, "encoder."),
        quantizer,
        Network.of(shape.decoder(), parameters, "decoder."));
  }

  /**
   * Pictures to tokens and back, with gradients.
   *
   * @param kept how many tokens of each picture the decoder may see, {@code [n]} int64; null for
   *     all
   */
  public Pass forward(Tensor pictures, @Nullable Tensor kept) {
    var z = encoder.forward(pictures); // [n, dim, h, w]
    var quantized = quantizer.forward(rows(z));
    return new Pass(quantized, decode(quantized.decoded(), z.size(2), z.size(3), kept));
  }

  /** The vectors that the quantizer is given: {@code [n · tokens, dim]}. */
  public Tensor encode(Tensor pictures) {
    return rows(encoder.forward(pictures));
  }

  /**
   * Pictures from vectors that stand for tokens.
   *
   * @param rows {@code [n · height · width, dim]}; height 1 for a line
   * @param kept as in {@link #forward}
   */
  public Tensor decode(Tensor rows, long height, long width, @Nullable Tensor kept) {
    var z = rows.reshape(-1, height, width, rows.size(1)).permute(0, 3, 1, 2);
    return decoder.forward(z, kept);
  }

  /** Channels last, so that a row is one token's numbers: {@code [n · h · w, dim]}. */
  private static Tensor rows(Tensor z) {
    return z.permute(0, 2, 3, 1).reshape(-1, z.size(1));
  }
}
