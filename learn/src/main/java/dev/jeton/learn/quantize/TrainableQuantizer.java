package dev.jeton.learn.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Vocabulary;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A quantizer while it is learnt. One training step is {@link #forward}, the backward pass and the
 * optimizer's step over the reconstruction loss plus {@link Result#loss}, then {@link #changed}.
 * What gradients move lives in the {@code Parameters} the quantizer was made with; what only
 * follows (moving averages, counts) is its {@link #state}.
 */
public interface TrainableQuantizer {

  /** Numbers per vector. */
  int dim();

  /** One size per level, as the frozen quantizer has them. */
  Vocabulary vocabulary();

  /**
   * Quantises vectors; gradients reach {@code z} as the estimator says.
   *
   * @param z {@code [n, dim]}
   */
  Result forward(Tensor z);

  /** Called after the optimizer's step, with the last {@link #forward}'s scope still open. */
  default void changed() {}

  /** The plain Java quantizer that gives the same ids and vectors; what codecs ship. */
  Quantizer freeze();

  /** What has to be stored beside the parameters, as flat arrays by name. */
  default SequencedMap<String, float[]> state() {
    return new LinkedHashMap<>();
  }

  /** Takes over what {@link #state()} gave. */
  default void restore(Map<String, float[]> state) {}

  /**
   * What vectors became.
   *
   * @param decoded {@code [n, dim]}, what the ids stand for, with the estimator's gradient
   * @param ids {@code [n][levels]} flat, on the heap
   * @param terms scalars with gradient, already weighted, by their names in the field: {@code
   *     commitment}, {@code codebook}, {@code entropy}, …
   */
  record Result(Tensor decoded, int[] ids, SequencedMap<String, Tensor> terms) {

    /** The sum of all terms, to be added to the reconstruction loss; 0 where there are none. */
    public Tensor loss() {
      return terms.values().stream()
          .reduce(Tensor::add)
          .orElseGet(() -> Tensor.full(0).to(decoded.device()));
    }
  }
}
