package dev.jeton.papers;

import dev.jeton.learn.LayerParameters;
import dev.jeton.learn.Rotary;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * M2 of row 40: a causal transformer over tokens of compressed text, a learnt vector in front of
 * each string, rotary positions.
 */
final class CompressedModel {
  private final int vocabulary;
  private final Transformer trunk;
  private final Tensor begin;
  private final Tensor tokens;
  private final Tensor output;
  private final Rotary rotary;

  /** Rotary tensors live in the scope that is open here. */
  CompressedModel(Transformer.Shape shape, int vocabulary, int places, Parameters parameters) {
    this.vocabulary = vocabulary;
    int dim = shape.dim();
    var own = new LayerParameters(parameters, "");
    begin = own.normal("begin", 1, 1, 1, dim);
    tokens = own.normal("token_embd.weight", 1, vocabulary, dim);
    trunk = new Transformer(shape, parameters, "");
    output = own.normal("output.weight", 0.1 / Math.sqrt(dim), vocabulary, dim);
    rotary = Rotary.line(places, dim / shape.heads());
  }

  /**
   * Mean −ln p of each id given those before it in its string.
   *
   * @param ids {@code [batch, places]}, int64
   */
  Tensor loss(Tensor ids) {
    return NetOps.crossEntropy(logits(ids).reshape(-1, vocabulary), ids.reshape(-1));
  }

  /**
   * The same for the tokens at each place of a window alone.
   *
   * @param parts tokens of a window, of which strings hold whole ones
   * @return mean −ln p by place, {@code [parts]}
   */
  double[] lossByPart(Tensor ids, int parts) {
    var logits = logits(ids).reshape(-1, parts, vocabulary);
    var targets = ids.reshape(-1, parts);
    var losses = new double[parts];
    for (int part = 0; part < parts; part++) {
      losses[part] =
          NetOps.crossEntropy(
                  logits.narrow(1, part, 1).reshape(-1, vocabulary),
                  targets.narrow(1, part, 1).reshape(-1))
              .item();
    }
    return losses;
  }

  /** {@code [batch, places, vocabulary]}. */
  private Tensor logits(Tensor ids) {
    long batch = ids.size(0);
    long places = ids.size(1);
    var seen = IndexOps.embedding(tokens, ids.narrow(1, 0, places - 1));
    var x = IndexOps.cat(List.of(begin.expand(batch, 1, trunk.shape().dim()), seen), 1);
    return NetOps.linear(trunk.forward(x, rotary), output, null);
  }
}
