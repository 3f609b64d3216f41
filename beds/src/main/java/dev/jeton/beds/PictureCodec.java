package dev.jeton.beds;

import dev.jeton.learn.Layer;
import dev.jeton.learn.Network;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.function.UnaryOperator;

/**
 * A small picture's way to a grid of ids and back: a convolutional encoder, any quantizer, a
 * convolutional decoder. With pictures of 32×32 pixels and a grid of 8×8 it is the bed {@code
 * cifar-codec}.
 *
 * @param encoder {@code [n, 3, side, side]} in 0..1 to {@code [n, dim, grid, grid]}
 * @param bound what the quantizer wants done to vectors {@code [n, dim]} first, or the identity
 * @param quantizer of vectors
 * @param decoder the encoder's reverse; values may lie somewhat outside 0..1
 */
public record PictureCodec(
    Layer encoder, UnaryOperator<Tensor> bound, TrainableQuantizer quantizer, Layer decoder) {

  /**
   * What a batch became.
   *
   * @param rows the vectors before quantisation, {@code [n · grid · grid, dim]}
   * @param quantized ids and decoded vectors
   * @param decoded pictures {@code [n, 3, side, side]}
   */
  public record Pass(Tensor rows, TrainableQuantizer.Result quantized, Tensor decoded) {}

  /** The networks of the bed {@code cifar-codec}: a cell is 4×4 pixels. */
  public static PictureCodec ofCells4(
      int width,
      int blocks,
      UnaryOperator<Tensor> bound,
      TrainableQuantizer quantizer,
      Parameters parameters) {
    var encoder = "seq(%s,conv(%d,%d,1))".formatted(trunk(width, blocks), width, quantizer.dim());
    return new PictureCodec(
        Network.of(encoder, parameters, "encoder."),
        bound,
        quantizer,
        decoder(width, blocks, quantizer.dim(), parameters));
  }

  /** The layers from pixels to {@code width} channels per cell of 4×4, for a text of a network. */
  public static String trunk(int width, int blocks) {
    return "affine(4,-2),unshuffle(4),conv(48,%d,3)%s"
        .formatted(width, ",res(%d,norm=inside)".formatted(width).repeat(blocks));
  }

  /** From {@code dim} numbers per cell of 4×4 back to pixels. */
  public static Layer decoder(int width, int blocks, int dim, Parameters parameters) {
    var text =
        "seq(conv(%d,%d,3)%s,conv(%d,48,3),shuffle(4),affine(0.25,0.5))"
            .formatted(dim, width, ",res(%d,norm=inside)".formatted(width).repeat(blocks), width);
    return Network.of(text, parameters, "decoder.");
  }

  /** Pictures to ids and back, with gradients. */
  public Pass forward(Tensor pictures) {
    var z = encoder.forward(pictures); // [n, dim, grid, grid]
    var rows = bound.apply(rows(z));
    var quantized = quantizer.forward(rows);
    return new Pass(rows, quantized, decode(quantized.decoded(), z.size(2)));
  }

  /** The vectors that the quantizer is given: {@code [n · grid · grid, dim]}. */
  public Tensor encode(Tensor pictures) {
    return bound.apply(rows(encoder.forward(pictures)));
  }

  /**
   * Pictures from quantised vectors.
   *
   * @param rows {@code [n · grid · grid, dim]}
   */
  public Tensor decode(Tensor rows, long grid) {
    return decoder.forward(rows.reshape(-1, grid, grid, rows.size(1)).permute(0, 3, 1, 2));
  }

  private static Tensor rows(Tensor z) {
    return z.permute(0, 2, 3, 1).reshape(-1, z.size(1));
  }
}
