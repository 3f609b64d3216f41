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

  /** Sequence 0 1 0 2, ids 0 and 1 alone: left and right neighbours, 2 as "other". */
  @Test
  void neighboursByHand() {
    var counts = TypeEmbedding.neighbours(Samples.of(3, 0, 1, 0, 2), new int[] {0, 1}, 1);
    assertArrayEquals(new double[] {0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0}, counts);
    var pmi = TypeEmbedding.positivePointwise(counts, 6);
    assertEquals(Math.log(5.0 / 3) / Math.log(2), pmi[1], 1e-12); // log2 of 1 · 5 / (3 · 1)
    assertEquals(pmi[1], pmi[4], 1e-12);
    assertEquals(0, pmi[0]);
  }

  /** Two steps apart have columns of their own: −2, −1, 1, 2. */
  @Test
  void distancesByHand() {
    var counts = TypeEmbedding.neighbours(Samples.of(2, 0, 0, 1), new int[] {0, 1}, 2);
    assertArrayEquals(
        new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
        counts);
  }

  /** With all dimensions, E Eᵀ = U Σ Uᵀ = √(M Mᵀ). */
  @Test
  void embeddingFactorisesTheMatrix() {
    var seed = new Seed();
    var corpus = Samples.of(8, Samples.zipf(8, 1, 400, seed.random()));
    var embedding = TypeEmbedding.of(corpus, 8, 8, 2);
    int n = embedding.ids().length;
    int columns = 4 * (n + 1);
    var pmi =
        TypeEmbedding.positivePointwise(
            TypeEmbedding.neighbours(corpus, embedding.ids(), 2), columns);
    double[] root = product(embedding.vectors(), embedding.vectors(), n, 8);
    assertArrayEquals(product(pmi, pmi, n, columns), product(root, root, n, n), 1e-9, seed.get());
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
   * A language and itself under other ids, the ranks of frequency jumbled, align; against a
   * shuffled one it does not.
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
    var renamed = Samples.of(80, Arrays.stream(ids).map(id -> 79 - 2 * id).toArray());
    var shuffled = renamed.shuffled(seed.random());
    var alignment = LanguageAlignment.of("a", embed(corpus), "b", embed(renamed), embed(shuffled));
    assertTrue(alignment.disparity() < 1e-9, () -> alignment + seed.get());
    assertTrue(alignment.control() > 0.3, () -> alignment + seed.get());
  }

  /** Points in any order, turned: every partner is found again. */
  @Test
  void matchingFindsPartners() {
    var seed = new Seed();
    int n = 30;
    var points = seed.random().doubles(3L * n).map(x -> Math.pow(x, 3)).toArray();
    var order = java.util.stream.IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = seed.random().nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    var moved = new double[points.length];
    for (int i = 0; i < n; i++) {
      double x = points[3 * i];
      double y = points[3 * i + 1];
      moved[3 * order[i]] = 0.6 * x - 0.8 * y;
      moved[3 * order[i] + 1] = 0.8 * x + 0.6 * y;
      moved[3 * order[i] + 2] = -points[3 * i + 2];
    }
    var matching =
        TypeMatching.of(
            new TypeEmbedding(new int[n], 3, points), new TypeEmbedding(new int[n], 3, moved));
    assertArrayEquals(order, matching.partner(), seed.get());
    assertEquals(0, matching.disparity(), 1e-9, seed);
    assertEquals(0, matching.hausdorff(), 1e-6, seed);
  }

  @Test
  void assignmentIsTheCheapest() {
    var seed = new Seed();
    var costs = seed.random().doubles(25).toArray();
    var found = Assignment.cheapest(costs, 5);
    assertEquals(cheapest(costs, 0, 0), total(costs, found), 1e-12, seed);
    assertEquals(5, Arrays.stream(found).distinct().count(), seed);
  }

  private static double total(double[] costs, int[] columns) {
    double sum = 0;
    for (int i = 0; i < columns.length; i++) {
      sum += costs[i * columns.length + columns[i]];
    }
    return sum;
  }

  private static double cheapest(double[] costs, int row, int taken) {
    double best = row == 5 ? 0 : Double.POSITIVE_INFINITY;
    for (int j = 0; j < 5 && row < 5; j++) {
      if ((taken >> j & 1) == 0) {
        best = Math.min(best, costs[row * 5 + j] + cheapest(costs, row + 1, taken | 1 << j));
      }
    }
    return best;
  }

  private static TypeEmbedding embed(TokenCorpus corpus) {
    return TypeEmbedding.of(corpus, 40, 8, 1);
  }
}
