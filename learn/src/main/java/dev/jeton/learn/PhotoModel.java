package dev.jeton.learn;

import dev.jeton.core.Spec;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A photo's way to a grid of vectors and back: two networks over shared parameters.
 *
 * @param stride pixels along a side of one vector's cell
 * @param channels numbers per vector
 */
public record PhotoModel(Network encoder, Network decoder, int stride, int channels) {

  /** Builds both; parameters are named {@code encoder.…} and {@code decoder.…}. */
  static PhotoModel of(PhotoRecipe recipe, Parameters parameters) {
    return new PhotoModel(
        Network.of(Spec.parse(recipe.encoder()), parameters, "encoder."),
        Network.of(Spec.parse(recipe.decoder()), parameters, "decoder."),
        recipe.stride(),
        recipe.codes().dim());
  }

  /**
   * {@code [batch, 3, h, w]} in 0..1, sides multiples of the stride, to {@code [batch, channels,
   * h/stride, w/stride]}.
   */
  public Tensor encode(Tensor x) {
    return encoder.forward(x);
  }

  /** The reverse; values may lie somewhat outside 0..1. */
  public Tensor decode(Tensor z, @Nullable Tensor level) {
    return decoder.forward(z, level);
  }

  /** Repeats the right and lower edges up to a multiple of the stride. */
  public Tensor pad(Tensor x) {
    long bottom = Math.floorMod(-x.size(2), stride);
    long right = Math.floorMod(-x.size(3), stride);
    return bottom == 0 && right == 0 ? x : ImageOps.padEdges(x, 0, right, 0, bottom);
  }
}
