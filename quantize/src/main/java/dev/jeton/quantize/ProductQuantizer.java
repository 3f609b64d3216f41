package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a vector into slices and quantises each on its own. The slices' ids stand side by side as
 * levels, or, where {@code joined}, form one mixed-radix number, first slice lowest. Jegou et al.,
 * Product Quantization for Nearest Neighbor Search, PAMI 2011.
 */
public final class ProductQuantizer implements Quantizer {
  private final List<Quantizer> slices;
  private final boolean joined;
  private final int dim;
  private final Vocabulary vocabulary;

  /**
   * A quantizer of as many values as its slices have together.
   *
   * @param slices at least one, each of one level
   * @param joined whether the ids become one; the product of their sizes is then below 2^31
   */
  public ProductQuantizer(List<? extends Quantizer> slices, boolean joined) {
    this.slices = List.copyOf(slices);
    this.joined = joined;
    if (slices.isEmpty() || slices.stream().anyMatch(slice -> slice.vocabulary().levels() != 1)) {
      throw new IllegalArgumentException("a product quantizer needs slices of one level each");
    }
    this.dim = slices.stream().mapToInt(Quantizer::dim).sum();
    var names = slices.stream().map(slice -> slice.vocabulary().name());
    var sizes = slices.stream().map(slice -> slice.vocabulary().size(0)).toList();
    this.vocabulary =
        new Vocabulary(
            names.collect(Collectors.joining(",", joined ? "joined(" : "product(", ")")),
            joined ? List.of(sizes.stream().reduce(1, Math::multiplyExact)) : sizes);
  }

  /** One slice per codebook. */
  public static ProductQuantizer of(boolean joined, Codebook... codebooks) {
    return new ProductQuantizer(Arrays.stream(codebooks).map(NearestCode::of).toList(), joined);
  }

  /** The quantizers of the slices. */
  List<Quantizer> slices() {
    return slices;
  }

  /** Whether ids of slices are one number. */
  boolean joined() {
    return joined;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(float[] z, int n, int[] ids) {
    FiniteValues.check(z, n, dim);
    Arrays.fill(ids, 0, n * vocabulary.levels(), 0);
    var chosen = new int[n];
    int from = 0;
    int radix = 1;
    for (int s = 0; s < slices.size(); s++) {
      var slice = slices.get(s);
      var part = new float[n * slice.dim()];
      for (int i = 0; i < n; i++) {
        System.arraycopy(z, i * dim + from, part, i * slice.dim(), slice.dim());
      }
      slice.encode(part, n, chosen);
      for (int i = 0; i < n; i++) {
        if (joined) {
          ids[i] += chosen[i] * radix;
        } else {
          ids[i * slices.size() + s] = chosen[i];
        }
      }
      from += slice.dim();
      radix *= slice.vocabulary().size(0);
    }
  }

  @Override
  public void decode(int[] ids, int n, float[] z) {
    var chosen = new int[n];
    int from = 0;
    int radix = 1;
    for (int s = 0; s < slices.size(); s++) {
      var slice = slices.get(s);
      int size = slice.vocabulary().size(0);
      for (int i = 0; i < n; i++) {
        chosen[i] = joined ? ids[i] / radix % size : ids[i * slices.size() + s];
      }
      var part = new float[n * slice.dim()];
      slice.decode(chosen, n, part);
      for (int i = 0; i < n; i++) {
        System.arraycopy(part, i * slice.dim(), z, i * dim + from, slice.dim());
      }
      from += slice.dim();
      radix *= size;
    }
  }
}
