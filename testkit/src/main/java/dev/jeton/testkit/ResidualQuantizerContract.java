package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Quantizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What a quantizer keeps whose every level takes the nearest code to what the levels before left.
 */
public abstract class ResidualQuantizerContract extends QuantizerContract {

  /** The codes of {@code level}, row-major {@code [size(level)][dim]}. */
  protected abstract float[] codebook(int level);

  /** The same quantizer with its first {@code levels} levels only. */
  protected abstract Quantizer first(int levels);

  @Test
  void everyLevelTakesTheNearestCode() {
    float[] z = vectors();
    int[] ids = encode(z);
    float[] residual = z.clone();
    for (int level = 0; level < levels(); level++) {
      float[] codes = codebook(level);
      for (int row = 0; row < N; row++) {
        int found = ids[row * levels() + level];
        double least = Double.POSITIVE_INFINITY;
        for (int id = 0; id < quantizer().vocabulary().size(level); id++) {
          least = Math.min(least, distance(residual, row, codes, id));
        }
        double own = distance(residual, row, codes, found);
        double limit = least * (1 + 1e-5) + 1e-9;
        assertTrue(own <= limit, () -> own + " > " + limit + "; " + seed.get());
        for (int d = 0; d < dim(); d++) {
          residual[row * dim() + d] -= codes[found * dim() + d];
        }
      }
    }
  }

  @Test
  void decodingAddsTheCodes() {
    int[] ids = ids();
    float[] expected = new float[N * dim()];
    for (int i = 0; i < ids.length; i++) {
      float[] codes = codebook(i % levels());
      for (int d = 0; d < dim(); d++) {
        expected[i / levels() * dim() + d] += codes[ids[i] * dim() + d];
      }
    }
    assertArrayEquals(expected, decode(ids), (float) (1e-5 * (1 + scale())), seed);
  }

  @Test
  void meanErrorDoesNotRiseWithLevels() {
    float[] z = vectors();
    double before = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= levels(); k++) {
      var ids = new int[N * k];
      first(k).encode(z, N, ids);
      var decoded = new float[z.length];
      first(k).decode(ids, N, decoded);
      double error = error(z, decoded);
      double limit = before * (1 + 1e-6);
      assertTrue(error <= limit, () -> error + " > " + limit + "; " + seed.get());
      before = error;
    }
  }

  @Test
  void firstLevelsDoNotDependOnLaterOnes() {
    float[] z = vectors();
    int[] all = encode(z);
    for (int k = 1; k < levels(); k++) {
      assertEquals(quantizer().vocabulary().sizes().subList(0, k), first(k).vocabulary().sizes());
      var ids = new int[N * k];
      first(k).encode(z, N, ids);
      for (int row = 0; row < N; row++) {
        assertArrayEquals(
            Arrays.copyOfRange(all, row * levels(), row * levels() + k),
            Arrays.copyOfRange(ids, row * k, (row + 1) * k),
            seed);
      }
    }
  }

  private double distance(float[] z, int row, float[] codes, int id) {
    double sum = 0;
    for (int d = 0; d < dim(); d++) {
      double difference = (double) z[row * dim() + d] - codes[id * dim() + d];
      sum += difference * difference;
    }
    return sum;
  }
}
