package dev.jeton.learn;

import dev.jeton.core.Layout;
import dev.jeton.nets.ParameterSource;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.nets.transformer.TokenTransformer;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A trained token model as it ships: its sizes and its tensors under the names that {@link
 * TokenTransformer} reads.
 */
public record FrozenTokenModel(TokenShape shape, SequencedMap<String, WeightTensor> tensors) {
  private static final String TRUNK = "model.trunk.";

  /**
   * The parameters of a {@link TokenSequenceModel}.
   *
   * @param type of the stored numbers: F16 to ship, F32 for what was trained to the bit
   */
  public static FrozenTokenModel of(
      TokenShape shape, Parameters parameters, WeightTensor.Type type) {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters.all().forEach((name, tensor) -> tensors.put(name, stored(tensor, type)));
    return new FrozenTokenModel(shape, tensors);
  }

  /**
   * The parameters of a {@link GridTokenModel} with one token per place. It knows no class where
   * its table of classes has a row more than it has classes.
   *
   * @throws IllegalArgumentException if it has several tokens per place
   */
  public static FrozenTokenModel ofGrid(
      GridTokenModel.Shape grid, Parameters parameters, WeightTensor.Type type) {
    if (grid.vocabularies().size() != 1) {
      throw new IllegalArgumentException(
          "expected one token per place, found %d".formatted(grid.vocabularies().size()));
    }
    var trunk = grid.trunk();
    int places = grid.rows() * grid.columns();
    var classes = parameters.get("model.classes");
    var shape =
        new TokenShape(
            true,
            grid.vocabularies().getFirst(),
            places,
            grid.rows() == 1 ? 0 : grid.rows(),
            grid.classes(),
            classes.size(0) > grid.classes(),
            trunk.layers(),
            trunk.dim(),
            trunk.heads(),
            trunk.hidden());
    var tensors = new LinkedHashMap<String, WeightTensor>();
    tensors.put("class_embd.weight", stored(classes, type));
    tensors.put("token_embd.weight", stored(parameters.get("model.embedding.0"), type));
    tensors.put(
        "position_embd.weight",
        WeightTensor.of(type, new float[places * trunk.dim()], places, trunk.dim()));
    tensors.put("output.weight", stored(parameters.get("model.output.0"), type));
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(TRUNK)) {
                tensors.put(name.substring(TRUNK.length()), stored(tensor, type));
              }
            });
    return new FrozenTokenModel(shape, tensors);
  }

  private static WeightTensor stored(Tensor tensor, WeightTensor.Type type) {
    return WeightTensor.of(type, tensor.toFloats(), tensor.shape());
  }

  /** The weight file with these notes. */
  public Safetensors file(SequencedMap<String, String> metadata) {
    return new Safetensors(tensors, metadata);
  }

  /** The model in plain Java, for tokens of this layout. */
  public TokenTransformer model(Layout layout) {
    return TokenTransformer.of(shape, layout, ParameterSource.of(file(new LinkedHashMap<>())));
  }
}
