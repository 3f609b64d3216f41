package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Quantizer;
import dev.jeton.testkit.ResidualQuantizerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualQuantizerTest extends ResidualQuantizerContract {
  private static final int DIM = 4;

  private final Codebook[] codebooks = codebooks();
  private final ResidualQuantizer quantizer = ResidualQuantizer.of(codebooks);

  /** Each level halves its codes and holds the zero vector, so that no level can add error. */
  private Codebook[] codebooks() {
    var levels = new Codebook[5];
    for (int level = 0; level < levels.length; level++) {
      float[] codes = seed.normals(64 * DIM, Math.pow(0.5, level));
      java.util.Arrays.fill(codes, 0, DIM, 0);
      levels[level] = new Codebook(DIM, codes);
    }
    return levels;
  }

  @Override
  protected Quantizer quantizer() {
    return quantizer;
  }

  @Override
  protected float[] codebook(int level) {
    return codebooks[level].codes();
  }

  @Override
  protected Quantizer first(int levels) {
    return quantizer.first(levels);
  }

  @Test
  void levelsMustFitEachOther() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ResidualQuantizer.of(codebooks[0], new Codebook(2, new float[2])));
    assertThrows(
        IllegalArgumentException.class, () -> new ResidualQuantizer(List.of(quantizer, quantizer)));
  }
}
