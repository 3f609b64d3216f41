package dev.jeton.papers;

import dev.jeton.learn.Transformer;
import java.util.Locale;

/** Sizes of the transformers of row 40. */
enum CompressedSize {
  SMALL(new Transformer.Shape(2, 64, 4, 176, true), 1),
  LARGE(new Transformer.Shape(2, 96, 4, 256, true), 2),
  LARGER(new Transformer.Shape(3, 128, 4, 344, true), 4);

  final Transformer.Shape shape;

  /** Training against that of a small one: about as many tokens. */
  final double budget;

  CompressedSize(Transformer.Shape shape, double budget) {
    this.shape = shape;
    this.budget = budget;
  }

  String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Multiplications and additions for a token of a string, forward alone. */
  double flopPerToken(int vocabulary, int places) {
    double dim = shape.dim();
    double block = 4 * dim * dim + 3 * dim * shape.hidden() + 2 * places * dim;
    return 2 * (shape.layers() * block + vocabulary * dim);
  }
}
