package dev.jeton.llm.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.weights.WeightTensor;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Tensors of transformers under the names, and in the order of numbers, that GGUF has. */
final class TensorNames {
  private static final Pattern LAYER =
      Pattern.compile("(?:layers|h)\\.(\\d+)\\.(.+)\\.(weight|bias)");

  private static final Map<String, String> WHOLE =
      Map.ofEntries(
          Map.entry("embed_tokens.weight", "token_embd.weight"),
          Map.entry("norm.weight", "output_norm.weight"),
          Map.entry("lm_head.weight", "output.weight"),
          Map.entry("wte.weight", "token_embd.weight"),
          Map.entry("wpe.weight", "position_embd.weight"),
          Map.entry("ln_f.weight", "output_norm.weight"),
          Map.entry("ln_f.bias", "output_norm.bias"));

  private static final Map<String, String> IN_LAYER =
      Map.ofEntries(
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.qkv_proj", "attn_qkv"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.gate_up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"),
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("pre_feedforward_layernorm", "ffn_norm"),
          Map.entry("post_feedforward_layernorm", "post_ffw_norm"),
          Map.entry("ln_1", "attn_norm"),
          Map.entry("ln_2", "ffn_norm"),
          Map.entry("attn.c_attn", "attn_qkv"),
          Map.entry("attn.c_proj", "attn_output"),
          Map.entry("mlp.c_fc", "ffn_up"),
          Map.entry("mlp.c_proj", "ffn_down"));

  private final ModelConfig config;

  TensorNames(ModelConfig config) {
    this.config = config;
  }

  SequencedMap<String, GgufTensor> converted(SequencedMap<String, WeightTensor> found) {
    var tensors = new LinkedHashMap<String, GgufTensor>();
    for (var entry : found.entrySet()) {
      var name = entry.getKey().replaceFirst("^(model|transformer)\\.", "");
      boolean computed =
          name.endsWith("rotary_emb.inv_freq") || name.matches("h\\.\\d+\\.attn\\.(masked_)?bias");
      if (computed || name.equals("lm_head.weight") && config.tied()) {
        continue;
      }
      var tensor = converted(name, renamed(name), entry.getValue());
      tensors.put(tensor.name(), tensor);
    }
    return tensors;
  }

  private String renamed(String name) {
    var layer = LAYER.matcher(name);
    String known = WHOLE.get(name);
    if (layer.matches()) {
      var part = layer.group(2);
      known =
          part.equals("post_attention_layernorm")
              ? config.gemma() ? "post_attention_norm" : "ffn_norm"
              : IN_LAYER.get(part);
      known =
          known == null ? null : "blk.%s.%s.%s".formatted(layer.group(1), known, layer.group(3));
    }
    if (known == null) {
      throw new TokenizerException("expected no tensor '%s'".formatted(name));
    }
    return known;
  }

  private GgufTensor converted(String name, String renamed, WeightTensor tensor) {
    long[] shape = tensor.shape();
    if (config.gemma() && name.endsWith("norm.weight")) {
      float[] values = tensor.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] += 1; // stored is what differs from 1
      }
      return GgufTensor.of(renamed, TensorType.F32, values, shape);
    }
    var type = type(name, tensor);
    if (config.gpt2() && name.contains(".c_") && shape.length == 2) {
      return new GgufTensor(renamed, type, new long[] {shape[1], shape[0]}, transposed(tensor));
    }
    boolean query = renamed.contains(".attn_q.");
    if (config.architecture().equals("llama") && (query || renamed.contains(".attn_k."))) {
      int heads = query ? config.heads() : config.kvHeads();
      return new GgufTensor(renamed, type, shape, neighbours(tensor, heads));
    }
    return new GgufTensor(renamed, type, shape, tensor.data());
  }

  private static TensorType type(String name, WeightTensor tensor) {
    return switch (tensor.type()) {
      case F32 -> TensorType.F32;
      case F16 -> TensorType.F16;
      case BF16 -> TensorType.BF16;
      case I64, I32, U8 ->
          throw new TokenizerException(
              "'%s': expected F32, F16 or BF16, found %s".formatted(name, tensor.type()));
    };
  }

  private static MemorySegment transposed(WeightTensor tensor) {
    int rows = (int) tensor.shape()[0];
    int columns = (int) tensor.shape()[1];
    int width = tensor.type().width();
    var other = MemorySegment.ofArray(new byte[Math.toIntExact(tensor.data().byteSize())]);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        long from = ((long) r * columns + c) * width;
        MemorySegment.copy(tensor.data(), from, other, ((long) c * rows + r) * width, width);
      }
    }
    return other;
  }

  /** In each head row i and row i of the second half become neighbours. */
  private static MemorySegment neighbours(WeightTensor tensor, int heads) {
    int rows = (int) tensor.shape()[0];
    if (rows < 1 || heads < 1 || rows % (2 * heads) != 0) {
      throw new TokenizerException(
          "expected %d heads of even size, found %d rows".formatted(heads, rows));
    }
    long size = tensor.data().byteSize() / rows;
    int half = rows / heads / 2;
    var other = MemorySegment.ofArray(new byte[Math.toIntExact(tensor.data().byteSize())]);
    for (int row = 0; row < rows; row++) {
      int within = row % (2 * half);
      int from = row - within + within / 2 + (within % 2) * half;
      MemorySegment.copy(tensor.data(), from * size, other, row * size, size);
    }
    return other;
  }
}
