package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Quantizer;
import dev.jeton.testkit.NearestQuantizerContract;
import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;

class NearestCodeTest extends NearestQuantizerContract {
  private final Codebook codebook = new Codebook(6, seed.normals(100 * 6, 1));

  @Override
  protected Quantizer quantizer() {
    return NearestCode.of(codebook);
  }

  @Test
  void directionsAloneDecideWhereNormalised() {
    var quantizer = NearestCode.normalised(codebook);
    float[] z = new Seed().normals(N * 6, 1);
    float[] longer = z.clone();
    for (int i = 0; i < z.length; i++) {
      longer[i] *= 1024;
    }
    var ids = new int[N];
    var same = new int[N];
    quantizer.encode(z, N, ids);
    quantizer.encode(longer, N, same);
    assertArrayEquals(ids, same, seed);
    quantizer.decode(ids, N, z);
    for (int i = 0; i < N; i++) {
      double length = 0;
      for (int d = 0; d < 6; d++) {
        length += z[i * 6 + d] * z[i * 6 + d];
      }
      assertEquals(1, length, 1e-5, seed);
    }
  }

  @Test
  void aBiasMovesTheChoice() {
    var two = new Codebook(1, new float[] {0, 1});
    var ids = new int[2];
    two.withBias(new float[] {0, 1}).nearest(new float[] {0.9f, 1.1f}, 2, ids);
    assertArrayEquals(new int[] {0, 1}, ids);
  }

  @Test
  void otherCodesHaveAnotherVocabulary() {
    var other = new Codebook(6, seed.normals(100 * 6, 1));
    assertNotEquals(quantizer().vocabulary(), NearestCode.of(other).vocabulary(), seed);
  }

  @Test
  void codesMustBeFinite() {
    assertThrows(IllegalArgumentException.class, () -> new Codebook(1, new float[] {0, Float.NaN}));
    assertThrows(IllegalArgumentException.class, () -> new Codebook(2, new float[3]));
  }
}
