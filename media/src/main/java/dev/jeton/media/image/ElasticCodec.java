package dev.jeton.media.image;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.Quantizer;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import dev.jeton.nets.FeatureMap;
import java.util.Arrays;
import java.util.Collections;

/**
 * Pictures as a line of tokens, the most telling first; every prefix decodes. Level k of the layout
 * is token k.
 *
 * <p>A network sees squares of one size. The plain codec makes the whole picture such a square and
 * the decoded square as large as the picture was, so a few tokens say what is in it and no number
 * of them its details. In tiles the picture is cut into squares, edges repeated where it ends, and
 * each has its own line; the layout holds token 0 of all squares, then token 1 of all, and squares
 * without a token decode to grey.
 *
 * <p>{@link Budget.Quality} is {@code 100 · MS-SSIM} over as many scales as fit, or {@code 2 ·
 * PSNR} where none does; of the square for the plain codec, of the picture with tiles.
 */
public final class ElasticCodec implements Codec<Signal.Image> {
  private static final int CHANNELS = Signal.Image.CHANNELS;
  private static final float GREY = 0.5f;

  private final Spec spec;
  private final long fingerprint;
  private final ElasticWeights weights;
  private final boolean tiled;
  private final Vocabulary vocabulary;

  /**
   * @param spec opens this codec again
   * @param tiled whether pictures are cut into squares
   */
  ElasticCodec(Spec spec, long fingerprint, ElasticWeights weights, boolean tiled) {
    this.spec = spec;
    this.fingerprint = fingerprint;
    this.weights = weights;
    this.tiled = tiled;
    int size = weights.codes().vocabulary().size(0);
    vocabulary = new Vocabulary(spec.toString(), Collections.nCopies(weights.tokens(), size));
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
    return new RawIdCoder();
  }

  @Override
  public boolean progressive() {
    return true;
  }

  /** What its ids stand for, the same for all tokens of a picture. */
  public Quantizer codes() {
    return weights.codes();
  }

  @Override
  public Layout layout(Extent picture) {
    if (picture.rank() != 2) {
      throw new IllegalArgumentException(
          "expected a picture's height and width, found an extent of " + picture);
    }
    var grid = tiled ? picture.dividedBy(weights.side()) : Extent.of(1, 1);
    return new Layout(vocabulary, Collections.nCopies(weights.tokens(), grid), picture);
  }

  @Override
  public Tokens.Ids encode(Signal.Image image, Budget budget) {
    var layout = layout(image.extent());
    int squares = layout.extent(0).count();
    var ids = new int[layout.count()];
    for (int i = 0; i < squares; i++) {
      int[] line = encode(square(image, layout, i));
      for (int k = 0; k < line.length; k++) {
        ids[k * squares + i] = line[k];
      }
    }
    var all = new Tokens.Ids(layout, ids);
    return PrefixSearch.fit(this, all, budget, prefix -> quality(image, prefix));
  }

  @Override
  public Signal.Image decode(Tokens.Ids tokens) {
    var layout = checked(tokens);
    if (!tiled) {
      var square = decode(tokens.ids());
      return Resized.to(square, layout.signal().size(1), layout.signal().size(0));
    }
    int squares = layout.extent(0).count();
    int height = layout.signal().size(0);
    int width = layout.signal().size(1);
    var pixels = new float[Math.multiplyExact(Math.multiplyExact(height, width), CHANNELS)];
    for (int i = 0; i < squares; i++) {
      var line = new int[Math.ceilDiv(Math.max(0, tokens.length() - i), squares)];
      for (int k = 0; k < line.length; k++) {
        line[k] = tokens.ids()[k * squares + i];
      }
      place(decode(line), layout, i, pixels);
    }
    return new Signal.Image(width, height, pixels);
  }

  private Layout checked(Tokens.Ids tokens) {
    var layout = tokens.layout();
    if (!layout.equals(layout(layout.signal()))) {
      throw new IllegalArgumentException(
          "expected the layout of %s, found that of %s"
              .formatted(spec, layout.vocabulary().name()));
    }
    return layout;
  }

  /** The tokens of one square. */
  private int[] encode(Signal.Image square) {
    int side = weights.side();
    var line = weights.encoder().forward(new FeatureMap(side, side, CHANNELS, square.pixels()));
    var ids = new int[weights.tokens()];
    weights.codes().encode(Arrays.copyOf(line.values(), line.count()), ids.length, ids);
    return ids;
  }

  /** The square that the first tokens of a line stand for; grey where there are none. */
  private Signal.Image decode(int[] line) {
    int side = weights.side();
    var pixels = new float[side * side * CHANNELS];
    if (line.length == 0) {
      Arrays.fill(pixels, GREY);
    } else {
      int dim = weights.codes().dim();
      var vectors = new float[line.length * dim];
      weights.codes().decode(line, line.length, vectors);
      var map = weights.decoder().forward(new FeatureMap(1, line.length, dim, vectors));
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Math.clamp(map.values()[i], 0f, 1f);
      }
    }
    return new Signal.Image(side, side, pixels);
  }

  private Signal.Image square(Signal.Image image, Layout layout, int index) {
    int side = weights.side();
    if (!tiled) {
      return Resized.to(image, side, side);
    }
    int top = index / layout.extent(0).size(1) * side;
    int left = index % layout.extent(0).size(1) * side;
    var pixels = new float[side * side * CHANNELS];
    for (int y = 0; y < side; y++) {
      int row = Math.min(top + y, image.height() - 1) * image.width();
      for (int x = 0; x < side; x++) {
        int from = (row + Math.min(left + x, image.width() - 1)) * CHANNELS;
        System.arraycopy(image.pixels(), from, pixels, (y * side + x) * CHANNELS, CHANNELS);
      }
    }
    return new Signal.Image(side, side, pixels);
  }

  private void place(Signal.Image square, Layout layout, int index, float[] pixels) {
    int side = weights.side();
    int height = layout.signal().size(0);
    int width = layout.signal().size(1);
    int top = index / layout.extent(0).size(1) * side;
    int left = index % layout.extent(0).size(1) * side;
    int length = Math.min(side, width - left) * CHANNELS;
    for (int y = 0; y < Math.min(side, height - top); y++) {
      int to = ((top + y) * width + left) * CHANNELS;
      System.arraycopy(square.pixels(), y * side * CHANNELS, pixels, to, length);
    }
  }

  private double quality(Signal.Image image, Tokens.Ids prefix) {
    int side = weights.side();
    return tiled
        ? ImageCodec.quality(image, decode(prefix))
        : ImageCodec.quality(Resized.to(image, side, side), decode(prefix.ids()));
  }
}
