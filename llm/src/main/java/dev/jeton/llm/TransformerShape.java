package dev.jeton.llm;

import dev.jeton.llm.arch.Architectures;
import dev.jeton.llm.arch.ModelKeys;
import dev.jeton.llm.arch.RopeScaling;
import dev.jeton.llm.arch.Style;
import dev.jeton.llm.kv.AttentionShape;
import dev.jeton.llm.kv.Rotation;
import dev.jeton.weights.gguf.Gguf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a decoder-only transformer.
 *
 * @param architecture its name
 * @param layers how many blocks
 * @param dim of the residual stream
 * @param heads of queries
 * @param kvHeads of keys and values
 * @param keyDim values of a key
 * @param valueDim values of a value
 * @param vocabulary how many ids
 * @param context how many positions the model was made for
 * @param epsilon of the norms
 * @param logitCap bound of the logits, 0 for none
 */
public record TransformerShape(
    String architecture,
    int layers,
    int dim,
    int heads,
    int kvHeads,
    int keyDim,
    int valueDim,
    int vocabulary,
    int context,
    float epsilon,
    float logitCap) {
  private static final int MOST = 1 << 24;

  /**
   * What the file says.
   *
   * @throws ModelException if something is missing or absurd
   */
  static TransformerShape of(Gguf file, ModelKeys keys) {
    int dim = keys.whole("embedding_length", 1, MOST);
    int heads = keys.whole("attention.head_count", 1, MOST);
    int kvHeads = keys.whole("attention.head_count_kv", 1, MOST, heads);
    if (heads % kvHeads != 0) {
      throw new ModelException(
          "expected heads that share keys evenly, found %d heads and %d keys"
              .formatted(heads, kvHeads));
    }
    int keyDim = keys.whole("attention.key_length", 1, MOST, Math.max(1, dim / heads));
    boolean rms = keys.has("attention.layer_norm_rms_epsilon");
    return new TransformerShape(
        keys.architecture(),
        keys.whole("block_count", 1, 1 << 12),
        dim,
        heads,
        kvHeads,
        keyDim,
        keys.whole("attention.value_length", 1, MOST, keyDim),
        ModelTensors.required(file, "token_embd.weight").rows(),
        keys.whole("context_length", 1, 1 << 30),
        (float)
            keys.real(
                rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon", 1e-5),
        (float) keys.real("final_logit_softcapping", 0));
  }

  /**
   * How each layer attends in a session of {@code context} positions: some models turn keys
   * otherwise where it is longer than what they were first trained on.
   */
  List<AttentionShape> attention(Gguf file, ModelKeys keys, int context) {
    var style = Architectures.named(architecture).style(keys);
    int window = keys.whole("attention.sliding_window", 0, 1 << 30, 0);
    int turned = keys.whole("rope.dimension_count", 2, keyDim, keyDim);
    var all = all(file, keys, style, turned, context);
    var sliding =
        style.slidingBase() == 0
            ? all
            : RopeScaling.plain(style.pairs(), style.slidingBase(), turned);
    double unsaid = style.attentionScale() == 0 ? 1 / Math.sqrt(keyDim) : style.attentionScale();
    float scale = (float) keys.real("attention.scale", unsaid);
    float softcap = (float) keys.real("attn_logit_softcapping", 0);
    var shapes = new ArrayList<AttentionShape>();
    for (int layer = 0; layer < layers; layer++) {
      boolean slides = window > 0 && style.slides().test(layer);
      shapes.add(
          new AttentionShape(
              heads,
              kvHeads,
              keyDim,
              valueDim,
              scale,
              softcap,
              slides ? window : 0,
              slides ? sliding : all));
    }
    return List.copyOf(shapes);
  }

  private static Rotation all(Gguf file, ModelKeys keys, Style style, int turned, int context) {
    if (!style.rotary()) {
      return Rotation.NONE;
    }
    int side = keys.whole("rope.square_side", 1, 1 << 15, 0);
    return side > 0
        ? Rotation.square(keys.real("rope.freq_base", 10_000), turned / 2, side)
        : RopeScaling.of(keys, style.pairs(), turned, divisors(file, keys, context));
  }

  private static float @Nullable [] divisors(Gguf file, ModelKeys keys, int context) {
    int original = keys.whole("rope.scaling.original_context_length", 1, 1 << 30, 1 << 30);
    var extended = context > original ? "rope_factors_long.weight" : "rope_factors_short.weight";
    for (var name : List.of("rope_freqs.weight", extended)) {
      var tensor = file.tensors().get(name);
      if (tensor != null) {
        return tensor.floats();
      }
    }
    return null;
  }
}
