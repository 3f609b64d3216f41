package dev.jeton.measure.tokens;

/**
 * How alike the shapes are that the most frequent types of two languages form, whichever type
 * stands for which.
 *
 * @param points types of each
 * @param disparity of {@link TypeMatching}, 0 alike to 1
 * @param hausdorff directed, from the first to the second, after alignment
 * @param control the disparity of the first against the second with its tokens shuffled
 */
public record LanguageAlignment(
    String first, String second, int points, double disparity, double hausdorff, double control) {
  /** Aligns as many of the most frequent types as all three embeddings have. */
  public static LanguageAlignment of(
      String first, TypeEmbedding a, String second, TypeEmbedding b, TypeEmbedding shuffledSecond) {
    int points = Math.min(a.ids().length, Math.min(b.ids().length, shuffledSecond.ids().length));
    var own = a.first(points);
    var matching = TypeMatching.of(own, b.first(points));
    return new LanguageAlignment(
        first,
        second,
        points,
        matching.disparity(),
        matching.hausdorff(),
        TypeMatching.of(own, shuffledSecond.first(points)).disparity());
  }
}
