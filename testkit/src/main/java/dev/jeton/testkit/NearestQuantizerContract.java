package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * What a quantizer keeps that takes the nearest of all the vectors it can decode to: one codebook,
 * a grid, a product of codebooks; not a residual one.
 */
public abstract class NearestQuantizerContract extends QuantizerContract {

  @Test
  void aDecodedVectorIsItsOwnNearest() {
    float[] z = decode(ids());
    assertArrayEquals(z, decode(encode(z)), seed);
  }

  /** Equal vectors share the lowest of their ids, level by level. */
  @Test
  void tiesGoToTheLowestId() {
    int[] ids = ids();
    int[] found = encode(decode(ids));
    for (int row = 0; row < N; row++) {
      int difference = 0;
      for (int level = 0; level < levels() && difference == 0; level++) {
        int at = row * levels() + level;
        difference = Integer.compare(found[at], ids[at]);
      }
      assertTrue(difference <= 0, seed);
    }
  }

  /** No other decodable vector lies nearer, as far as rounding allows. */
  @Test
  void nothingElseIsNearer() {
    float[] z = vectors();
    float[] found = decode(encode(z));
    for (int trial = 0; trial < 64; trial++) {
      float[] other = decode(ids());
      for (int row = 0; row < N; row++) {
        double own = distance(z, found, row);
        double its = distance(z, other, row);
        assertTrue(own <= its * (1 + 1e-5) + 1e-9, () -> own + " > " + its + "; " + seed.get());
      }
    }
  }

  private double distance(float[] a, float[] b, int row) {
    double sum = 0;
    for (int i = row * dim(); i < (row + 1) * dim(); i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }
}
