package dev.jeton.learn.language;

import dev.jeton.learn.LayerParameters;
import dev.jeton.learn.Rotary;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;

/**
 * A causal transformer over the ids of texts: the training twin of {@code llm}'s {@code llama}.
 * Parameters have GGUF's names, but keys and queries turn in halves; {@link LanguageModelFile} puts
 * them in the file's order.
 */
public final class LanguageModel {
  private final LanguageShape shape;
  private final Parameters parameters;
  private final Transformer trunk;
  private final Tensor tokens;

  /** Parameters that {@code parameters} does not hold yet are created. */
  public LanguageModel(LanguageShape shape, Parameters parameters) {
    this.shape = shape;
    this.parameters = parameters;
    tokens =
        new LayerParameters(parameters, "")
            .normal("token_embd.weight", 0.02, shape.vocabulary(), shape.dim());
    trunk = new Transformer(shape.trunk(), parameters, "");
  }

  /** Whether {@code name} is a matrix inside a block. */
  public static boolean isBlockMatrix(String name) {
    return name.startsWith("blk.") && !name.endsWith("norm.weight");
  }

  public LanguageShape shape() {
    return shape;
  }

  /**
   * After each place, the logits of the next id.
   *
   * @param ids {@code [batch, places]}, int64, of at most {@code context} places
   * @return {@code [batch, places, vocabulary]}
   */
  public Tensor logits(Tensor ids) {
    var states = trunk.forward(IndexOps.embedding(tokens, ids), rotary((int) ids.size(1)));
    return NetOps.linear(states, tokens, null);
  }

  private Rotary rotary(int places) {
    var line = Rotary.line(places, shape.headDim());
    return new Rotary(line.cos().to(parameters.device()), line.sin().to(parameters.device()));
  }

  /**
   * Mean −ln p of each id but the first of each row, given those before it.
   *
   * @param ids {@code [rows][length]}, row after row
   * @param counted {@code [rows][length]}: whether an id is to be foreseen; the first of a row
   *     never is
   */
  public Tensor loss(int[] ids, boolean[] counted, int length) {
    int rows = ids.length / length;
    int places = length - 1;
    var seen = new int[rows * places];
    var targets = new int[rows * places];
    for (int r = 0; r < rows; r++) {
      for (int p = 0; p < places; p++) {
        int at = r * length + p;
        seen[r * places + p] = ids[at];
        targets[r * places + p] = counted[at + 1] ? ids[at + 1] : -100;
      }
    }
    var device = parameters.device();
    var logits = logits(Tensor.of(seen, rows, places).to(device));
    return NetOps.crossEntropy(
        logits.reshape(-1, shape.vocabulary()), Tensor.of(targets, targets.length).to(device));
  }
}
