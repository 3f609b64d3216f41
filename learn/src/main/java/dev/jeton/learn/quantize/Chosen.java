package dev.jeton.learn.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.torch.Tensor;
import java.util.Arrays;

/**
 * What a frozen quantizer makes of vectors: the search runs on the heap, by the kernels, so that
 * training sees exactly the ids and codes that ship.
 *
 * @param ids {@code [n][levels]} flat
 * @param codes {@code [n, dim]}, without gradient, where {@code z} lives
 */
record Chosen(int[] ids, Tensor codes) {

  static Chosen by(Quantizer frozen, Tensor z, float[] rows) {
    int dim = frozen.dim();
    int n = rows.length / dim;
    var ids = new int[n * frozen.vocabulary().levels()];
    var codes = new float[rows.length];
    frozen.encode(rows, n, ids);
    frozen.decode(ids, n, codes);
    return new Chosen(ids, Tensor.of(codes, n, dim).to(z.device()));
  }

  /** The values of z, whose shape has to be {@code [n, dim]} with n at least 1. */
  static float[] rows(Tensor z, int dim) {
    check(z, dim);
    return z.toFloats();
  }

  static void check(Tensor z, int dim) {
    var shape = z.shape();
    if (shape.length != 2 || shape[1] != dim || shape[0] < 1) {
      throw new IllegalArgumentException(
          "expected vectors [n, %d] with n >= 1, found %s".formatted(dim, Arrays.toString(shape)));
    }
  }
}
