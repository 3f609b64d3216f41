package dev.jeton.llm.file;

import dev.jeton.text.file.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rotary positions as config.json has them: {@code rope_parameters} of transformers 5, or {@code
 * rope_theta} with {@code rope_scaling} of those before.
 */
final class RopeConfig {
  private final JsonValue config;
  private final JsonValue scaling;
  private final int headDim;
  private final double base;
  private final String type;

  RopeConfig(JsonValue config, int headDim) {
    this.config = config;
    this.headDim = headDim;
    var parameters = config.get("rope_parameters");
    if (parameters.isNull()) {
      parameters = config.get("rope_scaling");
    } else if (!parameters.get("full_attention").isNull()) {
      parameters = parameters.get("full_attention");
    }
    scaling = parameters;
    var theta = scaling.isNull() ? scaling : scaling.get("rope_theta");
    theta = theta.isNull() ? config.get("rope_theta") : theta;
    base = theta.isNull() ? 10_000 : theta.number();
    type = scaling.isNull() ? "default" : named();
  }

  private String named() {
    var old = scaling.get("type").text("default");
    var name = scaling.get("rope_type").text(old);
    if (!List.of("default", "linear", "yarn", "llama3", "longrope").contains(name)) {
      throw scaling.get("rope_type").expected("default, linear, yarn, llama3 or longrope");
    }
    return name;
  }

  void addTo(MetadataBuilder keys) {
    keys.real("rope.freq_base", base).whole("rope.dimension_count", turned());
    var sliding = config.get("rope_parameters");
    if (!sliding.isNull() && !sliding.get("sliding_attention").isNull()) {
      keys.real("rope.freq_base_swa", sliding.get("sliding_attention").get("rope_theta").number());
    } else if (!config.get("rope_local_base_freq").isNull()) {
      keys.real("rope.freq_base_swa", config.get("rope_local_base_freq").number());
    }
    switch (type) {
      case "linear" ->
          keys.text("rope.scaling.type", type)
              .real("rope.scaling.factor", scaling.get("factor").number());
      case "yarn" ->
          keys.text("rope.scaling.type", type)
              .real("rope.scaling.factor", scaling.get("factor").number())
              .whole("rope.scaling.original_context_length", original());
      case "longrope" ->
          keys.text("rope.scaling.type", type)
              .whole("rope.scaling.original_context_length", original())
              .real("rope.scaling.attn_factor", longRopeMagnitude());
      default -> {}
    }
  }

  private int turned() {
    var part = scaling.isNull() ? scaling : scaling.get("partial_rotary_factor");
    part = part.isNull() ? config.get("partial_rotary_factor") : part;
    return part.isNull() ? headDim : (int) (headDim * part.number());
  }

  private int original() {
    var length = scaling.get("original_max_position_embeddings");
    length = length.isNull() ? config.get("original_max_position_embeddings") : length;
    return length.isNull() ? config.get("max_position_embeddings").id() : length.id();
  }

  /** Ding et al., arXiv:2402.13753, section 3.2: as Phi 3 has it. */
  private double longRopeMagnitude() {
    var given = scaling.get("attention_factor");
    if (!given.isNull()) {
      return given.number();
    }
    double factor = (double) config.get("max_position_embeddings").id() / original();
    return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original()));
  }

  /** Divisors of the frequencies by the names of their tensors. */
  Map<String, float[]> divisors() {
    var divisors = new LinkedHashMap<String, float[]>();
    if (type.equals("llama3")) {
      divisors.put("rope_freqs.weight", llama3());
    } else if (type.equals("longrope")) {
      divisors.put("rope_factors_short.weight", list("short_factor"));
      divisors.put("rope_factors_long.weight", list("long_factor"));
    }
    return divisors;
  }

  private float[] list(String key) {
    var numbers = scaling.get(key).list();
    var values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).number();
    }
    return values;
  }

  /** Long waves are stretched, short ones not, those between in part: Llama 3.1's scaling. */
  private float[] llama3() {
    double factor = scaling.get("factor").number();
    double low = scaling.get("low_freq_factor").number();
    double high = scaling.get("high_freq_factor").number();
    var divisors = new float[turned() / 2];
    for (int i = 0; i < divisors.length; i++) {
      double wave = 2 * Math.PI * Math.pow(base, 2.0 * i / turned());
      double turns = original() / wave;
      double kept = Math.clamp((turns - low) / (high - low), 0.0, 1.0);
      divisors[i] = (float) (1 / ((1 - kept) / factor + kept));
    }
    return divisors;
  }
}
