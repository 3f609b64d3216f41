package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Exchanges ids for those of near codes: what a token model's near misses look like to a decoder.
 * Neighbours are the nearest to the id's code, of length 1 where the quantizer compares such, as
 * defined in section 3.2 of Qiu et al., Robust Latent Matters: Boosting Image Generation with
 * Sampling Error Synthesis, arXiv:2503.08354; ids and codebook are enough for it. (The released
 * code takes the codes nearest to the vector before quantisation; the first is the same.) Slices of
 * a product and levels of a residual quantizer each have neighbours of their own.
 *
 * <p>Neighbours are looked up when they are first drawn from, in time for {@code size · (dim + log
 * size)} per code. One thread at a time.
 */
public final class NearbyCodes {
  private final int count;
  private final List<Level> levels;

  private NearbyCodes(int count, List<Level> levels) {
    this.count = count;
    this.levels = levels;
  }

  /**
   * The {@code count} nearest codes of each code.
   *
   * @param count 1 to the size of the smallest codebook; the code itself is the first
   * @throws IllegalArgumentException where the quantizer has no codebooks, such as one that rounds
   */
  public static NearbyCodes of(Quantizer quantizer, int count) {
    var parts =
        switch (quantizer) {
          case ProductQuantizer product when !product.joined() -> product.slices();
          case ResidualQuantizer residual -> residual.levels();
          default -> List.of(quantizer);
        };
    var levels = new ArrayList<Level>();
    for (var part : parts) {
      if (!(part instanceof NearestCode nearest)) {
        throw new IllegalArgumentException(
            "expected codebooks, whose codes have neighbours, found " + part.vocabulary().name());
      }
      int size = nearest.vocabulary().size(0);
      if (count < 1 || count > size) {
        throw new IllegalArgumentException(
            "expected 1..%d nearest codes, the size of the codebook, found %d"
                .formatted(size, count));
      }
      levels.add(new Level(nearest, new int[size][]));
    }
    return new NearbyCodes(count, List.copyOf(levels));
  }

  /** One codebook; {@code nearest[id]} is empty until it is asked for. */
  private record Level(NearestCode quantizer, int[][] nearest) {

    /** Fills in what is missing of these ids. */
    void look(int[] ids, int count) {
      int[] missing = Arrays.stream(ids).filter(id -> nearest[id] == null).distinct().toArray();
      var codes = new float[missing.length * quantizer.dim()];
      quantizer.decode(missing, missing.length, codes);
      int[] ranked = quantizer.ranked(codes, missing.length, count);
      for (int i = 0; i < missing.length; i++) {
        nearest[missing[i]] =
            selfFirst(missing[i], Arrays.copyOfRange(ranked, i * count, (i + 1) * count));
      }
    }

    /** Where several codes are equal, another may stand before the code itself, or in its place. */
    private static int[] selfFirst(int id, int[] ranked) {
      int at = 0;
      while (at < ranked.length - 1 && ranked[at] != id) {
        at++;
      }
      System.arraycopy(ranked, 0, ranked, 1, at);
      ranked[0] = id;
      return ranked;
    }
  }

  /**
   * Ids of which each is, with chance {@code alpha}, replaced by one of its {@code delta} nearest,
   * all equally likely. It is the first of them itself, so {@code alpha · (1 − 1 / delta)} change.
   *
   * @param ids {@code [n][levels]}; a negative one, such as −1 for a level that was dropped, stays
   * @param alpha 0..1
   * @param delta 1 to the count
   * @return {@code [n][levels]}
   */
  public int[] drawn(int[] ids, double alpha, int delta, RandomGenerator random) {
    if (!(alpha >= 0 && alpha <= 1) || delta < 1 || delta > count) {
      throw new IllegalArgumentException(
          "expected alpha in 0..1 and delta in 1..%d, found %s and %d"
              .formatted(count, alpha, delta));
    }
    var ranks = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ranks[i] = random.nextDouble() < alpha ? random.nextInt(delta) : 0;
    }
    var drawn = ids.clone();
    for (int l = 0; l < levels.size(); l++) {
      int[] moved = moved(ids, ranks, l);
      var level = levels.get(l);
      level.look(Arrays.stream(moved).map(i -> ids[i]).toArray(), count);
      for (int i : moved) {
        drawn[i] = level.nearest[ids[i]][ranks[i]];
      }
    }
    return drawn;
  }

  /** Where ids of a level get another. */
  private int[] moved(int[] ids, int[] ranks, int level) {
    var moved = new int[ids.length];
    int n = 0;
    for (int i = level; i < ids.length; i += levels.size()) {
      if (ids[i] >= 0 && ranks[i] > 0) {
        moved[n++] = i;
      }
    }
    return Arrays.copyOf(moved, n);
  }
}
