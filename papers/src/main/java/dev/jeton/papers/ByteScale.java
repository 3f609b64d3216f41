package dev.jeton.papers;

import dev.jeton.learn.language.LanguageShape;

/**
 * How much row 26 does.
 *
 * @param layers of a model
 * @param dim numbers per token
 * @param context tokens that a model sees
 * @param steps of its training
 * @param rows per step
 * @param cuts inside tokens
 * @param boundaries cuts between tokens
 * @param judged bytes of text for the ensemble
 */
record ByteScale(
    int layers, int dim, int context, int steps, int rows, int cuts, int boundaries, int judged) {
  static final ByteScale FULL = new ByteScale(3, 128, 256, 250, 8, 60, 30, 3000);

  /** What a model depends on. */
  String training() {
    return "%d layers, dim %d, context %d, %d steps, %d rows"
        .formatted(layers, dim, context, steps, rows);
  }

  LanguageShape shape(int vocabulary) {
    return new LanguageShape(vocabulary, context, layers, dim, dim / 64, dim * 11 / 4 / 32 * 32);
  }
}
