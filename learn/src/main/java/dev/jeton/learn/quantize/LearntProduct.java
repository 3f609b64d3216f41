package dev.jeton.learn.quantize;

import dev.jeton.core.Vocabulary;
import dev.jeton.quantize.ProductQuantizer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The trainable twin of {@link ProductQuantizer}: cuts a vector into slices, each learnt by a
 * quantizer of its own; the ids stand side by side as levels. With several codebooks that are kept
 * apart it is FQGAN's factorised quantizer (arXiv:2411.16681).
 *
 * <p>Terms are the slices' own, as {@code commitment.0}, {@code commitment.1}, …, and {@code
 * diversity}: the mean squared cosine of two slices' decoded vectors, mean over all pairs.
 */
public final class LearntProduct implements TrainableQuantizer {
  private final List<TrainableQuantizer> slices;
  private final double diversity;
  private final int dim;

  /**
   * A quantizer of as many numbers as its slices have together.
   *
   * @param slices at least one, each of one level
   * @param diversity weight of the term of that name, 0 for none; above it, all slices have the
   *     same dimension and there are at least two
   */
  public LearntProduct(List<? extends TrainableQuantizer> slices, double diversity) {
    this.slices = List.copyOf(slices);
    this.diversity = diversity;
    this.dim = slices.stream().mapToInt(TrainableQuantizer::dim).sum();
    ProductQuantizer unused = freeze(); // refuses slices that do not fit
    var dims = slices.stream().map(TrainableQuantizer::dim).distinct().toList();
    if (!(diversity >= 0) || (diversity > 0 && (slices.size() < 2 || dims.size() > 1))) {
      throw new IllegalArgumentException(
          "diversity, at least 0, is between slices of one dimension, found %s and %d slices of %s"
              .formatted(diversity, slices.size(), dims));
    }
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Vocabulary vocabulary() {
    return new Vocabulary(
        "learning product", slices.stream().map(slice -> slice.vocabulary().size(0)).toList());
  }

  @Override
  public Result forward(Tensor z) {
    Chosen.check(z, dim);
    var ids = new int[(int) z.size(0) * slices.size()];
    var terms = new LinkedHashMap<String, Tensor>();
    var decoded = new ArrayList<Tensor>();
    int from = 0;
    for (int s = 0; s < slices.size(); s++) {
      int slice = s;
      var result = slices.get(s).forward(z.narrow(1, from, slices.get(s).dim()));
      from += slices.get(s).dim();
      decoded.add(result.decoded());
      for (int i = 0; i < result.ids().length; i++) {
        ids[i * slices.size() + s] = result.ids()[i];
      }
      result.terms().forEach((name, term) -> terms.put(name + "." + slice, term));
    }
    if (diversity > 0) {
      terms.put("diversity", diversity(decoded).mul(diversity));
    }
    return new Result(IndexOps.cat(decoded, 1), ids, terms);
  }

  private static Tensor diversity(List<Tensor> decoded) {
    var pairs = new ArrayList<Tensor>();
    for (int a = 0; a < decoded.size(); a++) {
      for (int b = 0; b < a; b++) {
        pairs.add(CodeLosses.diversity(decoded.get(a), decoded.get(b)));
      }
    }
    return IndexOps.stack(pairs, 0).mean();
  }

  @Override
  public void changed() {
    slices.forEach(TrainableQuantizer::changed);
  }

  @Override
  public ProductQuantizer freeze() {
    return new ProductQuantizer(slices.stream().map(TrainableQuantizer::freeze).toList(), false);
  }

  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    for (int s = 0; s < slices.size(); s++) {
      State.put(state, "slice." + s + ".", slices.get(s).state());
    }
    return state;
  }

  @Override
  public void restore(Map<String, float[]> state) {
    for (int s = 0; s < slices.size(); s++) {
      slices.get(s).restore(State.part(state, "slice." + s + "."));
    }
  }
}
