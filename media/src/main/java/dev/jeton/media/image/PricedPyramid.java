package dev.jeton.media.image;

import dev.jeton.core.BudgetException;
import dev.jeton.core.Codec;
import dev.jeton.core.Layout;
import dev.jeton.core.PrefixSearch;
import dev.jeton.core.Tokens;
import dev.jeton.quantize.PyramidQuantizer;

/**
 * The tokens of one picture at a price per bit. At price 0 every token takes the nearest code; the
 * higher the price, the more tokens take a cheaper one, until all of them fit into a few bytes.
 *
 * @param vectors the picture's grid, {@code [rows][columns][dim]}
 */
record PricedPyramid(Codec<?> codec, PyramidQuantizer quantizer, Layout layout, float[] vectors) {}
