package dev.jeton.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The numbers of a photo codec's training.
 *
 * @param encoder text of the network from pixels to vectors
 * @param decoder text of the network back
 * @param stride pixels along a side of a vector's cell
 * @param codes the pyramid of codes
 * @param crop side of the training crops
 * @param batch crops per step
 * @param mseWeight of the squared error beside 1 − MS-SSIM
 * @param warmUp the training before there are codes
 * @param coding the training with codes
 */
public record PhotoRecipe(
    String encoder,
    String decoder,
    int stride,
    LearntPyramid.Shape codes,
    int crop,
    int batch,
    double mseWeight,
    WarmUp warmUp,
    Coding coding) {

  /**
   * Training with noise in place of quantisation.
   *
   * @param share of the time
   * @param least smallest standard deviation of the noise
   * @param most largest
   * @param rate weight of the bits that the latent would cost at that noise
   * @param learningRate peak of the schedule
   * @param squaredFirst samples at the start of which the loss is the squared error alone
   */
  public record WarmUp(
      double share,
      double least,
      double most,
      double rate,
      double learningRate,
      int squaredFirst) {}

  /**
   * Training with codes: first of all parts, then of the decoder alone.
   *
   * @param photos that the first codes are made from, at most
   * @param eagerness to save bits, 0 for none
   * @param joint share of the time in which encoder, codes and decoder learn; the decoder alone has
   *     the rest
   * @param rate weight of the bits that the latent would cost
   * @param commitment weight of the error of quantisation against the level's usual one
   * @param jointRate peak of the joint schedule
   * @param decoderRate peak of the decoder's schedule
   */
  public record Coding(
      int photos,
      double eagerness,
      double joint,
      double rate,
      double commitment,
      double jointRate,
      double decoderRate) {}

  /** Channels and depth of the two networks, numbers per vector, levels of codes. */
  public enum Size {
    /** 3.4 million parameters. */
    HALF(List.of(48, 96, 192), List.of(1, 1, 2), 32, 12),
    /** 5.5 million parameters. */
    FULL(List.of(64, 128, 224), List.of(1, 2, 2), 64, 18);

    private final List<Integer> channels;
    private final List<Integer> depth;
    private final int dim;
    private final int levels;

    Size(List<Integer> channels, List<Integer> depth, int dim, int levels) {
      this.channels = channels;
      this.depth = depth;
      this.dim = dim;
      this.levels = levels;
    }

    /** One code per 64×64 pixels, one per 32×32, the others per 16×16. */
    private List<Integer> scales() {
      var scales = new ArrayList<>(List.of(4, 2));
      scales.addAll(Collections.nCopies(levels - 2, 1));
      return scales;
    }

    private String blocks(int stage) {
      return String.join(
          ",",
          Collections.nCopies(depth.get(stage), "res(" + channels.get(stage) + ",norm=inside)"));
    }
  }

  /** The codec {@code photo}: one vector per 16×16 pixels, levels of 512 codes. */
  public static PhotoRecipe photo(Size size) {
    int a = size.channels.get(0);
    int b = size.channels.get(1);
    int c = size.channels.get(2);
    int dim = size.dim;
    var scales = size.scales();
    return new PhotoRecipe(
        ("seq(affine(4,-2),unshuffle(4),conv(48,%d,3),%s,down(%d,%d),%s,down(%d,%d),%s,conv(%d,%d,1),"
                + "affine(0.05,0),tanh,affine(20,0))")
            .formatted(a, size.blocks(0), a, b, size.blocks(1), b, c, size.blocks(2), c, dim),
        ("seq(conv(%d,%d,3),level(%d,%d),%s,up(%d,%d),%s,up(%d,%d),%s,conv(%d,48,3),"
                + "shuffle(4),affine(0.25,0.5))")
            .formatted(
                dim,
                c,
                scales.size() + 1,
                c,
                size.blocks(2),
                c,
                b,
                size.blocks(1),
                b,
                a,
                size.blocks(0),
                a),
        16,
        new LearntPyramid.Shape(dim, 512, scales, false),
        128,
        8,
        10,
        new WarmUp(0.6, 0.3, 2.2, 1.2, 5e-4, 700),
        new Coding(1000, 1, 0.25, 1.2, 0.05, 3e-4, 3e-4));
  }

  /** With the residual blocks' norm {@code none}, {@code first} or {@code inside}. */
  public PhotoRecipe withNorm(String norm) {
    var block = "res($1" + (norm.equals("first") ? ")" : ",norm=" + norm + ")");
    return new PhotoRecipe(
        encoder.replaceAll("res\\((\\d+)[^)]*\\)", block),
        decoder.replaceAll("res\\((\\d+)[^)]*\\)", block),
        stride,
        codes,
        crop,
        batch,
        mseWeight,
        warmUp,
        coding);
  }

  /** With another batch and crop. */
  public PhotoRecipe withBatch(int batch, int crop) {
    return new PhotoRecipe(encoder, decoder, stride, codes, crop, batch, mseWeight, warmUp, coding);
  }

  /** With another warm-up and coding. */
  public PhotoRecipe with(WarmUp warmUp, Coding coding) {
    return new PhotoRecipe(encoder, decoder, stride, codes, crop, batch, mseWeight, warmUp, coding);
  }

  /** With other codes of the same dimension. */
  public PhotoRecipe with(LearntPyramid.Shape codes) {
    return new PhotoRecipe(
        encoder,
        decoder.replaceFirst("level\\(\\d+", "level(" + (codes.levels() + 1)),
        stride,
        codes,
        crop,
        batch,
        mseWeight,
        warmUp,
        coding);
  }
}
