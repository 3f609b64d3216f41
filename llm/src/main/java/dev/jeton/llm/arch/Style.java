package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;
import java.util.function.IntPredicate;

/**
 * How a model computes.
 *
 * @param centred whether norms subtract the mean (Ba et al., arXiv:1607.06450) or not (Zhang and
 *     Sennrich, arXiv:1910.07467)
 * @param pairs which values of keys and queries turn together
 * @param rotary whether positions turn keys and queries; else they are added to the embeddings
 * @param activation of the feed-forward network
 * @param scaledEmbeddings whether embeddings are multiplied by the root of their dimension
 * @param slides which layers look only at a window, where the file gives one
 * @param slidingBase base of the rotary frequencies of such layers, without scaling; 0 if they are
 *     as in the others
 * @param attentionScale of products of queries and keys where the file gives none; 0 for one over
 *     the root of a key's length
 */
public record Style(
    boolean centred,
    Rotation.Pairs pairs,
    boolean rotary,
    Activation activation,
    boolean scaledEmbeddings,
    IntPredicate slides,
    double slidingBase,
    double attentionScale) {

  /** As Llama, with halves that turn together. */
  static final Style HALVES =
      new Style(false, Rotation.Pairs.HALVES, true, Activation.SILU, false, layer -> true, 0, 0);
}
