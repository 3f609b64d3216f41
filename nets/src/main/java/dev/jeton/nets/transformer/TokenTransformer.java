package dev.jeton.nets.transformer;

import dev.jeton.core.Layout;
import dev.jeton.generate.TokenModel;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.nets.ParameterSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A frozen transformer that predicts tokens, in plain Java: a class, then the tokens, each an
 * embedding of its id plus one of its place; Llama's blocks; logits for every id. A causal one
 * predicts a place from the state of the place before it, a masked one from its own, where its
 * embedding is that of the mask. Places of all levels of the layout form one sequence and share the
 * embeddings of ids.
 */
public final class TokenTransformer implements TokenModel {
  final TokenShape shape;
  final float[] classEmbedding; // [conditions][dim]
  final float[] tokenEmbedding; // [embeddings][dim]
  final float[] placeEmbedding; // [places][dim]
  final List<LlamaBlock> blocks = new ArrayList<>();
  final RootMeanSquareNorm norm;
  final MatrixPanels output; // [dim][vocabulary]
  private final Layout layout;

  private TokenTransformer(TokenShape shape, Layout layout, ParameterSource parameters) {
    this.shape = shape;
    this.layout = layout;
    int dim = shape.dim();
    classEmbedding = parameters.get("class_embd.weight", shape.conditions(), dim);
    tokenEmbedding = parameters.get("token_embd.weight", shape.embeddings(), dim);
    placeEmbedding = parameters.get("position_embd.weight", shape.places(), dim);
    var rotary = RotaryTable.of(shape);
    for (int i = 0; i < shape.layers(); i++) {
      blocks.add(new LlamaBlock(shape, rotary, "blk." + i + ".", parameters));
    }
    norm = new RootMeanSquareNorm(parameters.get("output_norm.weight", dim));
    output = LlamaBlock.packed(dim, parameters.get("output.weight", shape.vocabulary(), dim));
  }

  /**
   * The model of this shape.
   *
   * @param layout that its tokens have
   * @throws IllegalArgumentException if the layout has other numbers of places or ids, or a
   *     parameter does not fit
   */
  public static TokenTransformer of(TokenShape shape, Layout layout, ParameterSource parameters) {
    int largest = layout.vocabulary().sizes().stream().mapToInt(size -> size).max().orElseThrow();
    if (layout.count() != shape.places() || largest != shape.vocabulary()) {
      throw new IllegalArgumentException(
          "a model of %d places with %d ids does not fit %s with %d places of at most %d ids"
              .formatted(
                  shape.places(),
                  shape.vocabulary(),
                  layout.vocabulary().name(),
                  layout.count(),
                  largest));
    }
    return new TokenTransformer(shape, layout, parameters);
  }

  public TokenShape shape() {
    return shape;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public boolean unconditional() {
    return shape.unconditional();
  }

  @Override
  public boolean causal() {
    return shape.causal();
  }

  @Override
  public int width() {
    return shape.vocabulary();
  }

  @Override
  public Session open(int[] conditions) {
    var rows = new int[conditions.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(conditions[i]);
    }
    return new TransformerSession(this, rows);
  }

  private int row(int condition) {
    if (condition == UNCONDITIONAL && shape.unconditional()) {
      return shape.noClass();
    }
    if (condition < 0 || condition >= shape.classes()) {
      throw new IllegalArgumentException(
          condition == UNCONDITIONAL
              ? "the model was not trained without a class"
              : "expected a class in 0..%d, found %d".formatted(shape.classes() - 1, condition));
    }
    return condition;
  }
}
