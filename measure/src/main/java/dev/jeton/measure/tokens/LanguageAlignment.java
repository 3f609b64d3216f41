package dev.jeton.measure.tokens;

import java.util.Arrays;

/**
 * How alike the shapes are that the most frequent types of two languages form, rank by rank.
 *
 * @param points types of each
 * @param disparity of {@link Procrustes}, 0 alike to 1
 * @param hausdorff directed, from the first to the second, after alignment
 * @param control the disparity of the first against the second with its tokens shuffled
 */
public record LanguageAlignment(
    String first, String second, int points, double disparity, double hausdorff, double control) {

  /** Aligns as many of the most frequent types as both embeddings have. */
  public static LanguageAlignment of(
      String first, TypeEmbedding a, String second, TypeEmbedding b, TypeEmbedding shuffledSecond) {
    int points = Math.min(a.ids().length, Math.min(b.ids().length, shuffledSecond.ids().length));
    int dim = a.dim();
    var aligned = Procrustes.align(top(a, points), top(b, points), dim);
    return new LanguageAlignment(
        first,
        second,
        points,
        aligned.disparity(),
        aligned.hausdorff(dim),
        Procrustes.align(top(a, points), top(shuffledSecond, points), dim).disparity());
  }

  private static double[] top(TypeEmbedding embedding, int points) {
    return Arrays.copyOf(embedding.vectors(), points * embedding.dim());
  }
}
