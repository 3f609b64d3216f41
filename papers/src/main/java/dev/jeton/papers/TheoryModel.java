package dev.jeton.papers;

import dev.jeton.learn.LayerParameters;
import dev.jeton.learn.Rotary;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A causal transformer over strings of equal length, a learnt vector in front of them. */
final class TheoryModel {
  static final Transformer.Shape SHAPE = new Transformer.Shape(2, 64, 4, 176, true);

  /** How a model knows places and where its weights begin. */
  enum Start {
    /** Learnt places, small weights: those of GPT-2, which the paper trains. */
    GPT2,
    /**
     * The same, ids read and written by one table as in GPT-2: Makkuva et al., arXiv:2402.04161.
     */
    TIED,
    /** Learnt places; weights begin as everywhere in this project: large, blocks as identity. */
    LARGE,
    /** The same with rotary positions instead of learnt places. */
    ROTARY
  }

  private static final double SMALL = 0.02;

  private final int vocabulary;
  private final Transformer trunk;
  private final Tensor begin;
  private final Tensor tokens;
  private final @Nullable Tensor positions;
  private final @Nullable Rotary rotary;
  private final Tensor output;

  /** Rotary tensors live in the scope that is open here. */
  TheoryModel(int vocabulary, int places, Start start, Parameters parameters) {
    int dim = SHAPE.dim();
    boolean small = start == Start.GPT2 || start == Start.TIED;
    var own = new LayerParameters(parameters, "");
    this.vocabulary = vocabulary;
    begin = own.normal("begin", small ? SMALL : 1, 1, 1, dim);
    tokens = own.normal("token_embd.weight", small ? SMALL : 1, vocabulary, dim);
    boolean turned = start == Start.ROTARY;
    positions = turned ? null : own.normal("position_embd.weight", small ? SMALL : 1, places, dim);
    rotary = turned ? Rotary.line(places, dim / SHAPE.heads()) : null;
    if (small) {
      for (int i = 0; i < SHAPE.layers(); i++) {
        startSmall(own.within("blk." + i));
      }
    }
    trunk = new Transformer(SHAPE, parameters, "");
    output =
        start == Start.TIED
            ? tokens
            : own.normal("output.weight", small ? SMALL : 0.1 / Math.sqrt(dim), vocabulary, dim);
  }

  /** What a block finds is taken: Radford et al. 2019, section 2.3, for the last of each half. */
  private static void startSmall(LayerParameters own) {
    int dim = SHAPE.dim();
    int hidden = SHAPE.hidden();
    double last = SMALL / Math.sqrt(2 * SHAPE.layers());
    for (var name : List.of("attn_q.weight", "attn_k.weight", "attn_v.weight")) {
      own.normal(name, SMALL, dim, dim);
    }
    own.normal("attn_output.weight", last, dim, dim);
    own.normal("ffn_gate.weight", SMALL, hidden, dim);
    own.normal("ffn_up.weight", SMALL, hidden, dim);
    own.normal("ffn_down.weight", last, dim, hidden);
  }

  /**
   * Mean −ln p of each id given those before it in its string.
   *
   * @param ids {@code [batch, places]}, int64
   */
  Tensor loss(Tensor ids) {
    long batch = ids.size(0);
    long places = ids.size(1);
    var seen = IndexOps.embedding(tokens, ids.narrow(1, 0, places - 1));
    var x = IndexOps.cat(List.of(begin.expand(batch, 1, SHAPE.dim()), seen), 1);
    if (positions != null) {
      x = x.add(positions.narrow(0, 0, places));
    }
    var logits = NetOps.linear(trunk.forward(x, rotary), output, null); // [batch, places, size]
    return NetOps.crossEntropy(logits.reshape(-1, vocabulary), ids.reshape(-1));
  }

  /**
   * Multiplications and additions of a step that learns from {@code strings} strings: three times
   * those of the forward pass.
   */
  static double flopPerStep(int vocabulary, int strings, int places) {
    double dim = SHAPE.dim();
    double block = 4 * dim * dim + 3 * dim * SHAPE.hidden() + 2 * places * dim;
    return 3.0 * 2 * strings * places * (SHAPE.layers() * block + vocabulary * dim);
  }
}
