package dev.jeton.text.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Collects keys that begin with {@code tokenizer.ggml.}, which is left out here. */
final class GgufKeys {
  private static final String OURS = "tokenizer.ggml.";

  private final SequencedMap<String, GgufValue> values = new LinkedHashMap<>();

  void text(String key, String text) {
    values.put(OURS + key, new GgufValue.Text(text));
  }

  void flag(String key, boolean flag) {
    values.put(OURS + key, new GgufValue.Whole(GgufType.FLAG, flag ? 1 : 0));
  }

  void id(String key, int id) {
    values.put(OURS + key + "_token_id", new GgufValue.Whole(GgufType.U32, id));
  }

  void texts(String key, List<String> texts) {
    values.put(OURS + key, new GgufValue.Texts(texts));
  }

  void scores(double[] scores) {
    values.put(OURS + "scores", new GgufValue.Numbers(GgufType.F32, scores));
  }

  /** Types by id, as their numbers from 1 on. */
  void types(SentencePieceModel.Type[] types) {
    var numbers = Arrays.stream(types).mapToDouble(type -> type.ordinal() + 1).toArray();
    values.put(OURS + "token_type", new GgufValue.Numbers(GgufType.I32, numbers));
  }

  void bytes(String key, byte[] bytes) {
    var numbers = new double[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      numbers[i] = bytes[i] & 0xff;
    }
    values.put(OURS + key, new GgufValue.Numbers(GgufType.U8, numbers));
  }

  SequencedMap<String, GgufValue> values() {
    return new LinkedHashMap<>(values);
  }
}
