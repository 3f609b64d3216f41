package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Spec;
import dev.jeton.core.Vocabulary;

/**
 * The id of the nearest code of one codebook by Euclidean distance: plain vector quantisation.
 * Where {@code normalised}, vectors and codes are first scaled to length 1, so that the nearest
 * code is the one of highest cosine similarity (Yu et al., arXiv:2110.04627); a zero vector stays
 * zero.
 */
public final class NearestCode implements Quantizer {
  private final Codebook codebook;
  private final boolean normalised;
  private final Vocabulary vocabulary;

  private NearestCode(Codebook codebook, boolean normalised) {
    this.codebook = codebook;
    this.normalised = normalised;
    var spec = Spec.of(normalised ? "cosine" : "nearest", codebook.size(), codebook.name());
    this.vocabulary = Vocabulary.of(spec.toString(), codebook.size());
  }

  public static NearestCode of(Codebook codebook) {
    return new NearestCode(codebook, false);
  }

  /** Searches by direction only; decodes to codes of length 1. */
  public static NearestCode normalised(Codebook codebook) {
    var codes = codebook.codes();
    normalise(codes, codebook.dim());
    return new NearestCode(new Codebook(codebook.dim(), codes), true);
  }

  @Override
  public int dim() {
    return codebook.dim();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(float[] z, int n, int[] ids) {
    codebook.nearest(compared(z, n), n, ids);
  }

  /**
   * The nearest codes of each vector, nearest first; {@link #encode} gives the first of them.
   *
   * @param z {@code [n][dim]}, finite
   * @param count of codes per vector, 1 to all
   * @return {@code [n][count]}
   */
  public int[] ranked(float[] z, int n, int count) {
    return codebook.ranked(compared(z, n), n, count);
  }

  private float[] compared(float[] z, int n) {
    FiniteValues.check(z, n, dim());
    if (!normalised) {
      return z;
    }
    var vectors = z.clone();
    normalise(vectors, dim());
    return vectors;
  }

  @Override
  public void decode(int[] ids, int n, float[] z) {
    codebook.look(ids, n, z);
  }

  private static void normalise(float[] z, int dim) {
    for (int start = 0; start < z.length; start += dim) {
      double squares = 0;
      for (int d = 0; d < dim; d++) {
        squares += (double) z[start + d] * z[start + d];
      }
      double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
      for (int d = 0; d < dim; d++) {
        z[start + d] = (float) (z[start + d] * scale);
      }
    }
  }
}
