package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  @Test
  void turnedMovedAndScaledIsTheSame() {
    var seed = new Seed();
    var points = seed.random().doubles(60).toArray();
    var moved = new double[60];
    double angle = 1.1;
    for (int i = 0; i < 60; i += 2) {
      moved[i] = 3 * (points[i] * Math.cos(angle) - points[i + 1] * Math.sin(angle)) + 5;
      moved[i + 1] = -3 * (points[i] * Math.sin(angle) + points[i + 1] * Math.cos(angle)) - 2;
    }
    var aligned = Procrustes.align(points, moved, 2);
    assertEquals(0, aligned.disparity(), 1e-12, seed);
    assertArrayEquals(aligned.second(), aligned.first(), 1e-9, seed.get());
    assertEquals(0, aligned.hausdorff(2), 1e-9, seed);
  }

  /** Three points in a line against three in a corner. */
  @Test
  void lineAgainstCornerByHand() {
    double[] line = {-1, 0, 0, 0, 1, 0};
    double[] corner = {1, 0, 0, 0, 0, 1};
    // centred corner: (2,-1) (-1,-1) (-1,2) over 3, norm² 12/9; line: norm² 2; XᵀY: (-1, 1), norm²
    // 2
    assertEquals(1 - 9.0 / 12, Procrustes.align(line, corner, 2).disparity(), 1e-12);
  }

  @Test
  void refusesWhatHasNoShape() {
    assertThrows(
        IllegalArgumentException.class, () -> Procrustes.align(new double[4], new double[4], 2));
    assertThrows(
        IllegalArgumentException.class, () -> Procrustes.align(new double[4], new double[6], 2));
  }

  @Test
  void hausdorffIsDirected() {
    var one = new Procrustes(0, new double[] {0, 1}, new double[] {0, 1, 5});
    assertEquals(0, one.hausdorff(1));
    assertEquals(4, new Procrustes(0, one.second(), one.first()).hausdorff(1));
  }

  /** Sequence 0 1 0 2: neighbours 01 twice, 02 once, both ways. */
  @Test
  void cooccurrenceByHand() {
    var counts = TypeEmbedding.cooccurrence(Samples.of(3, 0, 1, 0, 2), new int[] {0, 1, 2}, 1);
    assertArrayEquals(new double[] {0, 2, 1, 2, 0, 0, 1, 0, 0}, counts);
    var pmi = TypeEmbedding.positivePointwise(counts, 3);
    assertEquals(1, pmi[1], 1e-12); // log2 of 2 · 6 / (3 · 2)
    assertEquals(1, pmi[2], 1e-12);
    assertEquals(0, pmi[5]);
  }

  /** With all dimensions, E Eᵀ = U Σ Uᵀ = √(M Mᵀ). */
  @Test
  void embeddingFactorisesTheMatrix() {
    var seed = new Seed();
    var corpus = Samples.of(8, Samples.zipf(8, 1, 400, seed.random()));
    var embedding = TypeEmbedding.of(corpus, 8, 8, 2);
    int n = embedding.ids().length;
    var pmi =
        TypeEmbedding.positivePointwise(TypeEmbedding.cooccurrence(corpus, embedding.ids(), 2), n);
    double[] root = product(embedding.vectors(), embedding.vectors(), n, 8);
    assertArrayEquals(product(pmi, pmi, n, n), product(root, root, n, n), 1e-9, seed.get());
  }

  /** a bᵀ of two {@code [n][dim]}. */
  private static double[] product(double[] a, double[] b, int n, int dim) {
    var c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int d = 0; d < dim; d++) {
          c[i * n + j] += a[i * dim + d] * b[j * dim + d];
        }
      }
    }
    return c;
  }

  /**
   * A language and itself under other ids of the same order align; against a shuffled one it does
   * not.
   */
  @Test
  void renamedLanguageAligns() {
    var seed = new Seed();
    var ids = new int[20_000];
    for (int t = 1; t < ids.length; t++) {
      ids[t] = (ids[t - 1] + 1 + (int) (3 * Math.pow(seed.random().nextDouble(), 2))) % 40;
      ids[t] = seed.random().nextDouble() < 0.1 ? 0 : ids[t];
    }
    var corpus = Samples.of(40, ids);
    var renamed = Samples.of(80, Arrays.stream(ids).map(id -> 2 * id + 1).toArray());
    var shuffled = renamed.shuffled(seed.random());
    var alignment = LanguageAlignment.of("a", embed(corpus), "b", embed(renamed), embed(shuffled));
    assertTrue(alignment.disparity() < 1e-9, () -> alignment + seed.get());
    assertTrue(alignment.control() > 0.3, () -> alignment + seed.get());
  }

  private static TypeEmbedding embed(TokenCorpus corpus) {
    return TypeEmbedding.of(corpus, 40, 8, 1);
  }
}
