package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Quantises what the levels before left over: each level takes the remaining residual, and the
 * decoded vector is the sum over levels. Ids of the first levels do not depend on later ones, so
 * they alone decode to a coarser vector. Zeghidour et al., arXiv:2107.03312, algorithm 1.
 */
public final class ResidualQuantizer implements Quantizer {
  private final List<Quantizer> levels;
  private final Vocabulary vocabulary;

  /**
   * A quantizer from quantizers, coarse to fine.
   *
   * @param levels at least one, each of one level and all of the same dimension
   */
  public ResidualQuantizer(List<? extends Quantizer> levels) {
    this.levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a residual quantizer needs at least one level");
    }
    for (var level : levels) {
      if (level.vocabulary().levels() != 1 || level.dim() != levels.getFirst().dim()) {
        throw new IllegalArgumentException(
            "expected one level of dimension %d, found %s of dimension %d"
                .formatted(levels.getFirst().dim(), level.vocabulary(), level.dim()));
      }
    }
    var name = levels.stream().map(level -> level.vocabulary().name());
    this.vocabulary =
        new Vocabulary(
            name.collect(Collectors.joining(",", "residual(", ")")),
            levels.stream().map(level -> level.vocabulary().size(0)).toList());
  }

  /** One level per codebook. */
  public static ResidualQuantizer of(Codebook... codebooks) {
    return new ResidualQuantizer(Arrays.stream(codebooks).map(NearestCode::of).toList());
  }

  /** The quantizers, coarse to fine. */
  List<Quantizer> levels() {
    return levels;
  }

  @Override
  public int dim() {
    return levels.getFirst().dim();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The first {@code count} levels alone. */
  public ResidualQuantizer first(int count) {
    return new ResidualQuantizer(levels.subList(0, count));
  }

  @Override
  public void encode(float[] z, int n, int[] ids) {
    FiniteValues.check(z, n, dim());
    var residual = Arrays.copyOf(z, n * dim());
    var code = new float[n * dim()];
    var chosen = new int[n];
    for (int level = 0; level < levels.size(); level++) {
      levels.get(level).encode(residual, n, chosen);
      levels.get(level).decode(chosen, n, code);
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= code[i];
      }
      for (int i = 0; i < n; i++) {
        ids[i * levels.size() + level] = chosen[i];
      }
    }
  }

  @Override
  public void decode(int[] ids, int n, float[] z) {
    Arrays.fill(z, 0, n * dim(), 0);
    var code = new float[n * dim()];
    var chosen = new int[n];
    for (int level = 0; level < levels.size(); level++) {
      for (int i = 0; i < n; i++) {
        chosen[i] = ids[i * levels.size() + level];
      }
      levels.get(level).decode(chosen, n, code);
      for (int i = 0; i < code.length; i++) {
        z[i] += code[i];
      }
    }
  }
}
