package dev.jeton.media.image;

import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.Tokens;
import dev.jeton.quantize.PyramidQuantizer;

/**
 * The tokens of one picture at a price per bit. At price 0 every token takes the nearest code; the
 * higher the price, the more tokens take a cheaper one, and the more of them fit into a file.
 *
 * @param layout of the picture
 * @param grid rows and columns of its vectors
 * @param vectors {@code [rows][columns][dim]}
 * @param price of a bit
 */
record PricedPyramid(
    Codec<?> codec,
    PyramidQuantizer quantizer,
    Layout layout,
    Extent grid,
    float[] vectors,
    BitPrice price) {

  /** More than files hold at prices that suit them: about 2 where photos were measured. */
  private static final double LIKELY_IDS_PER_BYTE = 2.5;

  /** All tokens at {@code bitPrice}, in units of squared error per cell. */
  Tokens.Ids tokens(double bitPrice) {
    return tokens(bitPrice, layout.levels());
  }

  private Tokens.Ids tokens(double bitPrice, int levels) {
    int[] ids = quantizer.first(levels).encode(vectors, grid.size(0), grid.size(1), bitPrice);
    return new Tokens.Ids(layout, ids);
  }

  /** All tokens at the usual price. */
  Tokens.Ids tokens() {
    return tokens(price.usual());
  }

  /**
   * The better of two prefixes of at most {@code bytes} bytes: at the usual price and at the one
   * that suits the budget.
   *
   * @throws dev.jeton.core.BudgetException if not even one token fits
   */
  Tokens.Ids within(int bytes) {
    var usual = longest(price.usual(), bytes);
    if (usual.complete()) {
      return usual;
    }
    double error = error(usual);
    double suited = price.within(error / grid.count(), 8.0 * bytes / grid.count());
    if (suited == price.usual()) {
      return usual;
    }
    var priced = longest(suited, bytes);
    return error(priced) < error ? priced : usual;
  }

  /** The longest prefix that fits, making no more levels than are likely to be needed. */
  private Tokens.Ids longest(double bitPrice, int bytes) {
    int levels = 1;
    while (levels < layout.levels() && layout.start(levels) < LIKELY_IDS_PER_BYTE * bytes) {
      levels++;
    }
    var found = PrefixSearch.longest(codec, tokens(bitPrice, levels), bytes);
    return found.length() < layout.start(levels) || levels == layout.levels()
        ? found
        : PrefixSearch.longest(codec, tokens(bitPrice), bytes);
  }

  /** Squared error of the vectors that {@code tokens} decode to. */
  private double error(Tokens.Ids tokens) {
    float[] decoded = quantizer.decode(tokens.ids(), grid.size(0), grid.size(1));
    double sum = 0;
    for (int i = 0; i < decoded.length; i++) {
      double difference = vectors[i] - decoded[i];
      sum += difference * difference;
    }
    return sum;
  }
}
