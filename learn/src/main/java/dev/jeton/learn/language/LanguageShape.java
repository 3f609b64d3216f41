package dev.jeton.learn.language;

import dev.jeton.learn.Transformer;

/**
 * Sizes of a language model of Llama's architecture whose ids are read and written by one table.
 *
 * @param vocabulary how many ids
 * @param context positions at most
 * @param layers blocks
 * @param dim numbers per position
 * @param heads of attention; {@code dim / heads} is even
 * @param hidden numbers inside the feed-forward networks
 */
public record LanguageShape(
    int vocabulary, int context, int layers, int dim, int heads, int hidden) {

  public LanguageShape {
    if (vocabulary < 1 || context < 2 || layers < 1 || dim < 1 || heads < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "expected sizes of at least 1 and a context of at least 2, found vocabulary %d, context %d, %d layers, dim %d, %d heads, hidden %d"
              .formatted(vocabulary, context, layers, dim, heads, hidden));
    }
    if (dim % (2 * heads) != 0) {
      throw new IllegalArgumentException(
          "%d numbers cannot be split into %d heads of even size".formatted(dim, heads));
    }
  }

  /** How many numbers a model of these sizes learns. */
  public long parameters() {
    long block = 4L * dim * dim + 3L * dim * hidden + 2L * dim;
    return (long) vocabulary * dim + layers * block + dim;
  }

  int headDim() {
    return dim / heads;
  }

  Transformer.Shape trunk() {
    return new Transformer.Shape(layers, dim, heads, hidden, true);
  }
}
