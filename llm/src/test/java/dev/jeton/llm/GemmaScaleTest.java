package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.llm.arch.ModelKeys;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes of published models; their GGUF files do not say the scale. */
class GemmaScaleTest {
  @ParameterizedTest
  @CsvSource({
    "gemma2, 26, 2304, 8, 256, 256", // 2B
    "gemma2, 42, 3584, 16, 256, 256", // 9B
    "gemma2, 46, 4608, 32, 128, 144", // 27B
    "gemma3, 26, 1152, 4, 256, 256", // 1B
    "gemma3, 62, 5376, 32, 128, 168" // 27B
  })
  void isThatOfTheModel(
      String architecture, int layers, int dim, int heads, int keyDim, int expected) {
    var values = new LinkedHashMap<String, GgufValue>();
    values.put("general.architecture", new GgufValue.Text(architecture));
    Map.of(
            "block_count",
            layers,
            "embedding_length",
            dim,
            "attention.head_count",
            heads,
            "attention.key_length",
            keyDim,
            "context_length",
            32)
        .forEach(
            (key, value) ->
                values.put(
                    architecture + "." + key, new GgufValue.Whole(GgufType.U32, (long) value)));
    var tensors = new LinkedHashMap<String, GgufTensor>();
    tensors.put(
        "token_embd.weight",
        GgufTensor.of("token_embd.weight", TensorType.F32, new float[dim], 1, dim));
    var file = new Gguf(new GgufMetadata(3, 1, values), tensors);
    var keys = new ModelKeys(file.metadata());
    var attention = TransformerShape.of(file, keys).attention(file, keys, 32);
    assertEquals((float) (1 / Math.sqrt(expected)), attention.getFirst().scale());
  }
}
