package dev.jeton.llm.file;

import dev.jeton.core.Spec;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightFileException;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A causal model of the tokens of a signal, as {@code jeton train generator --kind causal} writes
 * it (docs/generate.md), with the ids that a language model has: those of tokens, then one for each
 * class and one for no class, of which one begins a sequence and none is ever likely.
 */
final class TokenModelFile {
  private static final float NEVER = -1e30f;
  private static final List<String> NOTES =
      List.of("model", "codec", "codec_weights", "picture", "classes");

  private final Safetensors file;
  private final int vocabulary;
  private final int conditions;
  private final int places;
  private final int dim;
  private final Spec spec;
  private final SequencedMap<String, GgufTensor> tensors = new LinkedHashMap<>();

  private TokenModelFile(Safetensors file, Spec spec) {
    this.file = file;
    this.spec = spec;
    vocabulary = spec.integer("vocabulary", 0);
    conditions = spec.integer("classes", 0) + (spec.integer("unconditional", 0) == 0 ? 0 : 1);
    places = spec.integer("places", 0);
    dim = spec.integer("dim", 0);
  }

  static ModelFiles.Opened open(Path path) throws IOException {
    var file = Safetensors.read(path);
    var sizes = file.metadata().get("model");
    if (sizes == null) {
      throw new WeightFileException(
          path.toString(),
          "expected a folder with config.json, or a model of 'jeton train generator'; found tensors"
              + " alone");
    }
    try {
      var spec = Spec.parse(sizes);
      if (!spec.name().equals("causal")) {
        throw new IllegalArgumentException(
            "expected a causal model, which says one token after the other, found '%s'"
                .formatted(spec.name()));
      }
      return new ModelFiles.Opened(new TokenModelFile(file, spec).model(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw (IOException)
          new WeightFileException(path.toString(), String.valueOf(e.getMessage())).initCause(e);
    }
  }

  private Gguf model() {
    int layers = spec.integer("layers", 0);
    int heads = spec.integer("heads", 0);
    int hidden = spec.integer("hidden", 0);
    if (vocabulary < 1 || conditions < 1 || places < 1 || dim < 1 || heads < 1) {
      throw new IllegalArgumentException("expected sizes of 1 or more, found " + spec);
    }
    float[] ids = values("token_embd.weight", vocabulary, dim);
    float[] classes = values("class_embd.weight", conditions, dim);
    put("token_embd.weight", joined(ids, classes), vocabulary + conditions, dim);
    float[] positions = values("position_embd.weight", places, dim);
    put("position_embd.weight", joined(new float[dim], positions), 1 + places, dim);
    for (int layer = 0; layer < layers; layer++) {
      var prefix = "blk." + layer + ".";
      copy(prefix + "attn_norm.weight", dim);
      for (var name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
        copy(prefix + name + ".weight", dim, dim);
      }
      copy(prefix + "ffn_norm.weight", dim);
      copy(prefix + "ffn_gate.weight", hidden, dim);
      copy(prefix + "ffn_up.weight", hidden, dim);
      copy(prefix + "ffn_down.weight", dim, hidden);
    }
    copy("output_norm.weight", dim);
    float[] output = values("output.weight", vocabulary, dim);
    put(
        "output.weight",
        Arrays.copyOf(output, (vocabulary + conditions) * dim),
        vocabulary + conditions,
        dim);
    var bias = new float[vocabulary + conditions];
    Arrays.fill(bias, vocabulary, bias.length, NEVER);
    put("output.bias", bias, bias.length);
    return new Gguf(metadata(layers, heads, hidden).metadata(), tensors);
  }

  private MetadataBuilder metadata(int layers, int heads, int hidden) {
    var metadata =
        new MetadataBuilder("jeton")
            .whole("context_length", 1 + places)
            .whole("embedding_length", dim)
            .whole("block_count", layers)
            .whole("feed_forward_length", hidden)
            .whole("attention.head_count", heads)
            .real("attention.layer_norm_rms_epsilon", 1e-5)
            .real("rope.freq_base", 10_000);
    int side = spec.integer("side", 0);
    if (side > 0) {
      metadata.whole("rope.square_side", side);
    }
    for (var note : NOTES) {
      var value = file.metadata().get(note);
      if (value != null) {
        metadata.text(note, value);
      }
    }
    return metadata;
  }

  private float[] values(String name, long... shape) {
    var tensor = file.tensor(name);
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          "'%s': expected %s, found %s"
              .formatted(name, Arrays.toString(shape), Arrays.toString(tensor.shape())));
    }
    return tensor.floats();
  }

  private void copy(String name, long... shape) {
    put(name, values(name, shape), shape);
  }

  private void put(String name, float[] values, long... shape) {
    tensors.put(name, GgufTensor.of(name, TensorType.F32, values, shape));
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
