package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.NearestCode;
import dev.jeton.quantize.ResidualQuantizer;
import dev.jeton.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeStartTest {
  private static final int CODES = 50;
  private static final int DIM = 4;
  private static final int WIDTH = 2000;

  private final Seed seed = new Seed();
  private final float[] values = seed.normals(CODES * DIM, 3);
  private final float[] rows =
      new CodeStart(NearestCode.of(new Codebook(DIM, values)))
          .rows(CODES + 1, WIDTH, 0.5, seed.random().nextLong());

  /** A random matrix of many columns keeps angles: Johnson and Lindenstrauss. */
  @Test
  void rowsStandToOneAnotherAsTheCodesDo() {
    for (int a = 0; a < CODES; a++) {
      for (int b = 0; b < CODES; b++) {
        double wanted = cosine(values, a, b, DIM);
        assertEquals(wanted, cosine(rows, a, b, WIDTH), 0.15, seed);
      }
      assertTrue(Math.abs(cosine(rows, a, CODES, WIDTH)) < 0.15, "the row of the mask: " + seed);
    }
  }

  @Test
  void valuesHaveTheDeviation() {
    double square = 0;
    for (float value : rows) {
      square += (double) value * value;
    }
    assertEquals(0.5, Math.sqrt(square / rows.length), 0.03, seed);
  }

  private static double cosine(float[] table, int a, int b, int width) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < width; j++) {
      double x = table[a * width + j];
      double y = table[b * width + j];
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void codesOfSeveralLevelsAreRefused() {
    var level = NearestCode.of(new Codebook(DIM, values));
    var levels = new ResidualQuantizer(List.of(level, level));
    assertThrows(IllegalArgumentException.class, () -> new CodeStart(levels));
  }
}
