package dev.jeton.learn.language;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.text.file.GgufVocabulary;
import dev.jeton.torch.Parameters;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** A {@link LanguageModel} as a GGUF file of architecture {@code llama}, with its tokenizer. */
public final class LanguageModelFile {
  private static final String LLAMA = "llama.";
  private static final String TOKENIZER = "tokenizer.ggml.";

  private LanguageModelFile() {}

  /**
   * The file.
   *
   * @param tokenizer a byte-level BPE tokenizer that cuts as GPT-2 does, with {@link SpecialIds}
   * @param type of the matrices; vectors are F32
   * @param notes further keys with texts, such as {@code general.name}
   */
  public static Gguf of(
      LanguageShape shape,
      Parameters parameters,
      Tokenizer tokenizer,
      TensorType type,
      Map<String, String> notes) {
    var values = new LinkedHashMap<String, GgufValue>();
    values.put("general.architecture", new GgufValue.Text("llama"));
    notes.forEach((key, text) -> values.put(key, new GgufValue.Text(text)));
    sizes(shape, values);
    vocabulary(tokenizer, values);
    var tensors = new LinkedHashMap<String, GgufTensor>();
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              long[] sizes = tensor.shape();
              var numbers = turned(name, tensor.toFloats(), shape);
              tensors.put(
                  name,
                  GgufTensor.of(name, sizes.length < 2 ? TensorType.F32 : type, numbers, sizes));
            });
    return new Gguf(new GgufMetadata(3, tensors.size(), values), tensors);
  }

  private static void sizes(LanguageShape shape, SequencedMap<String, GgufValue> values) {
    whole(values, LLAMA + "vocab_size", shape.vocabulary());
    whole(values, LLAMA + "context_length", shape.context());
    whole(values, LLAMA + "embedding_length", shape.dim());
    whole(values, LLAMA + "block_count", shape.layers());
    whole(values, LLAMA + "feed_forward_length", shape.hidden());
    whole(values, LLAMA + "attention.head_count", shape.heads());
    whole(values, LLAMA + "attention.head_count_kv", shape.heads());
    values.put(LLAMA + "attention.layer_norm_rms_epsilon", new GgufValue.Real(GgufType.F32, 1e-5f));
    whole(values, LLAMA + "rope.dimension_count", shape.headDim());
    values.put(LLAMA + "rope.freq_base", new GgufValue.Real(GgufType.F32, 10_000));
  }

  private static void vocabulary(Tokenizer tokenizer, SequencedMap<String, GgufValue> values) {
    values.putAll(GgufVocabulary.of(tokenizer, tokenizer.size()).values());
    var specials = SpecialIds.of(tokenizer);
    whole(values, TOKENIZER + "bos_token_id", specials.end());
    whole(values, TOKENIZER + "eos_token_id", specials.end());
    whole(values, TOKENIZER + "fim_pre_token_id", specials.prefix());
    whole(values, TOKENIZER + "fim_suf_token_id", specials.suffix());
    whole(values, TOKENIZER + "fim_mid_token_id", specials.middle());
    values.put(TOKENIZER + "add_bos_token", new GgufValue.Whole(GgufType.FLAG, 1));
  }

  private static void whole(SequencedMap<String, GgufValue> values, String key, long value) {
    values.put(key, new GgufValue.Whole(GgufType.U32, value));
  }

  /** Rows that turn together lie side by side in the file, half a head apart here. */
  private static float[] turned(String name, float[] values, LanguageShape shape) {
    if (!name.endsWith("attn_q.weight") && !name.endsWith("attn_k.weight")) {
      return values;
    }
    int dim = shape.dim();
    int half = shape.headDim() / 2;
    var moved = new float[values.length];
    for (int row = 0; row < dim; row++) {
      int head = row / (2 * half);
      int inside = row % (2 * half);
      int to = head * 2 * half + (inside < half ? 2 * inside : 2 * (inside - half) + 1);
      System.arraycopy(values, row * dim, moved, to * dim, dim);
    }
    return moved;
  }
}
