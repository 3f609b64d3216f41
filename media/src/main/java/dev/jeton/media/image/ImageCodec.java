package dev.jeton.media.image;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.measure.ImageQuality;
import dev.jeton.quantize.PyramidQuantizer;
import java.io.IOException;

/**
 * Pictures to tokens and back: a transform into a grid of vectors, a pyramid of codes over the
 * grid. Every prefix of the tokens decodes. Takes pictures of any size.
 *
 * <p>On its scale of quality, {@link Budget.Quality}, a picture reaches {@code 100 * MS-SSIM} over
 * as many of the five scales as fit into it, and where not even one does, {@code 2 * PSNR} in
 * decibels, at most 100. Equal pictures reach 100.
 */
public final class ImageCodec implements Codec<Signal.Image> {
  private final Spec spec;
  private final long fingerprint;
  private final ImageTransform transform;
  private final PyramidQuantizer quantizer;
  private final IdCoder coder;
  private final BitPrice price;

  /**
   * A codec from its parts.
   *
   * @param spec opens this codec again
   * @param fingerprint first 8 bytes of the SHA-256 of the weight file
   * @param quantizer of the transform's dimension
   * @param coder for ids of the quantizer's sizes
   * @param price of a bit in choosing codes
   */
  ImageCodec(
      Spec spec,
      long fingerprint,
      ImageTransform transform,
      PyramidQuantizer quantizer,
      IdCoder coder,
      BitPrice price) {
    if (transform.dim() != quantizer.dim()) {
      throw new IllegalArgumentException(
          "the transform has %d dimensions, the quantizer %d"
              .formatted(transform.dim(), quantizer.dim()));
    }
    this.spec = spec;
    this.fingerprint = fingerprint;
    this.transform = transform;
    this.quantizer = quantizer;
    this.coder = coder;
    this.price = price;
  }

  /**
   * The picture codec of this name, with shipped weights: {@code photo}, {@code patches-1}.
   *
   * @throws IllegalArgumentException if there is none of the name, or it is not for pictures
   */
  public static ImageCodec open(String name) throws IOException {
    if (Codecs.open(name) instanceof ImageCodec codec) {
      return codec;
    }
    throw new IllegalArgumentException("expected a codec for pictures, found '" + name + "'");
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public long fingerprint() {
    return fingerprint;
  }

  @Override
  public IdCoder idCoder() {
    return coder;
  }

  @Override
  public boolean progressive() {
    return true;
  }

  @Override
  public Layout layout(Extent picture) {
    if (picture.rank() != 2) {
      throw new IllegalArgumentException(
          "expected a picture's height and width, found an extent of " + picture);
    }
    var extents = quantizer.extents(transform.grid(picture));
    return new Layout(quantizer.vocabulary(spec.toString()), extents, picture);
  }

  @Override
  public Tokens.Ids encode(Signal.Image image, Budget budget) {
    float[] vectors = transform.analyse(image);
    var pyramid = pyramid(image.extent(), vectors);
    return switch (budget) {
      case Budget.Bytes(int count) -> pyramid.within(count);
      case Budget.Tokens _, Budget.Quality _ ->
          PrefixSearch.fit(this, pyramid.tokens(), budget, ids -> quality(image, decode(ids)));
    };
  }

  /**
   * All tokens of {@code image}, chosen for few bits rather than least error.
   *
   * @param bitPrice the squared error per grid cell that one bit is worth; 0 for least error
   */
  public Tokens.Ids encode(Signal.Image image, double bitPrice) {
    return pyramid(image.extent(), transform.analyse(image)).tokens(bitPrice);
  }

  @Override
  public Signal.Image decode(Tokens.Ids tokens) {
    var layout = tokens.layout();
    if (!layout.equals(layout(layout.signal()))) {
      throw new IllegalArgumentException(
          "expected the layout of %s, found that of %s"
              .formatted(spec, layout.vocabulary().name()));
    }
    var grid = transform.grid(layout.signal());
    float[] vectors = quantizer.decode(tokens.ids(), grid.size(0), grid.size(1));
    int levels = tokens.length() == 0 ? 0 : layout.level(tokens.length() - 1) + 1;
    return transform.synthesise(vectors, levels, layout.signal().size(1), layout.signal().size(0));
  }

  private PricedPyramid pyramid(Extent picture, float[] vectors) {
    return new PricedPyramid(
        this, quantizer, layout(picture), transform.grid(picture), vectors, price);
  }

  /** What {@code decoded} reaches on the scale of quality. */
  static double quality(Signal.Image original, Signal.Image decoded) {
    int scales = ImageQuality.msSsimScales(original.width(), original.height());
    return scales > 0
        ? 100 * ImageQuality.msSsim(original, decoded, scales)
        : Math.clamp(2 * ImageQuality.psnr(original, decoded), 0, 100);
  }
}
