package dev.jeton.llm.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.JsonValue;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.util.List;
import java.util.Map;

/** What a config.json of transformers says, in GGUF's keys; what is not known is refused. */
final class ModelConfig {
  private static final Map<String, String> ARCHITECTURES =
      Map.of(
          "llama", "llama",
          "mistral", "llama",
          "qwen2", "qwen2",
          "qwen3", "qwen3",
          "gemma2", "gemma2",
          "gemma3_text", "gemma3",
          "phi3", "phi3",
          "gpt2", "gpt2");

  private final JsonValue config;
  private final String type;
  private final String architecture;
  private final MetadataBuilder keys;
  private final int headDim;
  private final RopeConfig rope;

  ModelConfig(JsonValue config) {
    this.config = config;
    type = config.get("model_type").text();
    var known = ARCHITECTURES.get(type);
    if (known == null) {
      throw new TokenizerException(
          "config.json: expected a model_type of %s, found '%s'"
              .formatted(
                  String.join(", ", ARCHITECTURES.keySet().stream().sorted().toList()), type));
    }
    architecture = known;
    keys = new MetadataBuilder(architecture);
    headDim = config.get("head_dim").id(Math.max(1, dim() / Math.max(1, heads())));
    rope = new RopeConfig(config, headDim);
    if (gpt2()) {
      gpt2Sizes();
    } else {
      sizes();
    }
    ends();
  }

  String architecture() {
    return architecture;
  }

  boolean gpt2() {
    return architecture.equals("gpt2");
  }

  boolean gemma() {
    return architecture.startsWith("gemma");
  }

  boolean tied() {
    return config.get("tie_word_embeddings").flag(gemma() || gpt2());
  }

  int heads() {
    return config.get(config.get("n_head").isNull() ? "num_attention_heads" : "n_head").id();
  }

  int kvHeads() {
    return config.get("num_key_value_heads").id(heads());
  }

  private int dim() {
    return config.get(config.get("n_embd").isNull() ? "hidden_size" : "n_embd").id();
  }

  GgufMetadata metadata() {
    return keys.metadata();
  }

  /** Tensors that transformers computes and GGUF stores. */
  void addTo(Map<String, GgufTensor> tensors) {
    rope.divisors()
        .forEach(
            (name, values) ->
                tensors.put(name, GgufTensor.of(name, TensorType.F32, values, values.length)));
  }

  private void gpt2Sizes() {
    activation("activation_function", "gelu_new");
    keys.whole("context_length", config.get("n_positions").id())
        .whole("embedding_length", dim())
        .whole("block_count", config.get("n_layer").id())
        .whole("feed_forward_length", config.get("n_inner").id(4 * dim()))
        .whole("attention.head_count", heads())
        .real("attention.layer_norm_epsilon", config.get("layer_norm_epsilon").number());
  }

  private void sizes() {
    activation(
        gemma() ? "hidden_activation" : "hidden_act", gemma() ? "gelu_pytorch_tanh" : "silu");
    keys.whole("context_length", config.get("max_position_embeddings").id())
        .whole("embedding_length", dim())
        .whole("block_count", config.get("num_hidden_layers").id())
        .whole("feed_forward_length", config.get("intermediate_size").id())
        .whole("attention.head_count", heads())
        .whole("attention.head_count_kv", kvHeads())
        .whole("attention.key_length", headDim)
        .whole("attention.value_length", headDim)
        .real("attention.layer_norm_rms_epsilon", config.get("rms_norm_eps").number());
    rope.addTo(keys);
    window();
    if (gemma()) {
      keys.real("attention.scale", 1 / Math.sqrt(config.get("query_pre_attn_scalar").number()));
      optional("attn_logit_softcapping");
      optional("final_logit_softcapping");
    }
  }

  private void optional(String key) {
    if (!config.get(key).isNull()) {
      keys.real(key, config.get(key).number());
    }
  }

  private void activation(String key, String expected) {
    var found = config.get(key).text(expected);
    if (!found.equals(expected)) {
      throw config.get(key).expected("'" + expected + "'");
    }
  }

  private void window() {
    boolean qwen = architecture.startsWith("qwen");
    if (qwen && config.get("use_sliding_window").flag(false)) {
      throw config.get("use_sliding_window").expected("false");
    }
    if (qwen || config.get("sliding_window").isNull()) {
      return;
    }
    keys.whole("attention.sliding_window", config.get("sliding_window").id());
    var layers = config.get("layer_types");
    if (architecture.equals("gemma3") && layers.isList()) {
      keys.whole("attention.sliding_window_pattern", period(layers));
    }
  }

  /** After how many layers one sees all. */
  private static int period(JsonValue layers) {
    List<String> types = layers.list().stream().map(JsonValue::text).toList();
    int first = types.indexOf("full_attention");
    int period = first < 0 ? types.size() + 1 : first + 1;
    for (int i = 0; i < types.size(); i++) {
      boolean all = i % period == period - 1;
      if (all != types.get(i).equals("full_attention")) {
        throw layers.expected("full_attention in every " + period + "th layer alone");
      }
    }
    return period;
  }

  private void ends() {
    var end = config.get("eos_token_id");
    if (end.isList()) {
      keys.ends(end.list().stream().mapToDouble(JsonValue::id).toArray());
    } else if (!end.isNull()) {
      keys.ends(end.id());
    }
  }
}
