package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Quantizer;
import dev.jeton.testkit.NearestQuantizerContract;
import org.junit.jupiter.api.Test;

class ProductQuantizerTest extends NearestQuantizerContract {
  private final Codebook first = new Codebook(3, seed.normals(20 * 3, 1));
  private final Codebook second = new Codebook(2, seed.normals(30 * 2, 1));

  @Override
  protected Quantizer quantizer() {
    return ProductQuantizer.of(false, first, second);
  }

  @Test
  void joinedIdsAreTheSameIdsInOne() {
    var joined = ProductQuantizer.of(true, first, second);
    assertEquals(1, joined.vocabulary().levels());
    assertEquals(600, joined.vocabulary().size(0));
    float[] z = seed.normals(N * 5, 1);
    var one = new int[N];
    var two = new int[2 * N];
    joined.encode(z, N, one);
    quantizer().encode(z, N, two);
    for (int i = 0; i < N; i++) {
      assertEquals(two[2 * i] + 20 * two[2 * i + 1], one[i], seed);
    }
    var fromOne = new float[z.length];
    var fromTwo = new float[z.length];
    joined.decode(one, N, fromOne);
    quantizer().decode(two, N, fromTwo);
    assertArrayEquals(fromTwo, fromOne, seed);
  }
}
