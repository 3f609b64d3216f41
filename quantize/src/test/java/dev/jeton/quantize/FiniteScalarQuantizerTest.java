package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.testkit.NearestQuantizerContract;
import org.junit.jupiter.api.Test;

class FiniteScalarQuantizerTest extends NearestQuantizerContract {
  @Override
  protected Quantizer quantizer() {
    return QuantizerProvider.quantizer("fsq:8,5,4,2");
  }

  @Test
  void everyIdComesBack() {
    var quantizer = quantizer();
    int n = quantizer.vocabulary().size(0);
    var ids = new int[n];
    java.util.Arrays.setAll(ids, i -> i);
    var z = new float[n * quantizer.dim()];
    var again = new int[n];
    quantizer.decode(ids, n, z);
    quantizer.encode(z, n, again);
    assertArrayEquals(ids, again);
  }

  @Test
  void evenAndOddLevelsStandWhereThePaperPutsThem() {
    assertArrayEquals(new float[] {-1, -0.5f, 0, 0.5f}, values("fsq:4"));
    assertArrayEquals(new float[] {-1, -0.5f, 0, 0.5f, 1}, values("fsq:5"));
    assertArrayEquals(new float[] {-1, 0}, values("fsq:2"));
  }

  @Test
  void aTieGoesToTheLowerId() {
    var ids = new int[2];
    QuantizerProvider.quantizer("fsq:5").encode(new float[] {0.25f, -0.75f}, 2, ids);
    assertArrayEquals(new int[] {2, 0}, ids);
  }

  @Test
  void impossibleLevelsAreRefused() {
    for (var spec : new String[] {"fsq", "fsq:1", "fsq:8,0", "fsq:65536,65536"}) {
      assertThrows(IllegalArgumentException.class, () -> QuantizerProvider.quantizer(spec), spec);
    }
  }

  private static float[] values(String spec) {
    var quantizer = QuantizerProvider.quantizer(spec);
    int n = quantizer.vocabulary().size(0);
    var ids = new int[n];
    java.util.Arrays.setAll(ids, i -> i);
    var z = new float[n];
    quantizer.decode(ids, n, z);
    return z;
  }
}
