package dev.jeton.llm.bytes;

import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.train.BpeTrainer;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/** A llama of random weights over the bytes and a few merges of them; id 0 begins and ends. */
final class TinyModel {
  private static final int DIM = 32;
  private static final List<String> SPECIALS = List.of("<end>", "<pre>", "<suf>", "<mid>");

  private TinyModel() {}

  static Model of(String learnt, int vocabulary, int context, SplittableRandom random, Path folder)
      throws IOException {
    var trainer =
        new BpeTrainer(
            new BpeTrainer.Settings(
                BpeTrainer.Alphabet.BYTES, vocabulary, 1, Integer.MAX_VALUE, SPECIALS));
    trainer.add(learnt);
    var json = folder.resolve("tokenizer.json");
    Files.write(json, trainer.tokenizerJson());
    var file = folder.resolve("tiny.gguf");
    write(Tokenizer.open(json), context, random, file);
    return Model.open(file, Precision.FLOATS);
  }

  private static void write(Tokenizer tokenizer, int context, SplittableRandom random, Path file)
      throws IOException {
    var values = new LinkedHashMap<String, GgufValue>();
    values.put("general.architecture", new GgufValue.Text("llama"));
    whole(values, "llama.context_length", context);
    whole(values, "llama.embedding_length", DIM);
    whole(values, "llama.block_count", 1);
    whole(values, "llama.feed_forward_length", DIM);
    whole(values, "llama.attention.head_count", 2);
    values.put("llama.attention.layer_norm_rms_epsilon", new GgufValue.Real(GgufType.F32, 1e-5f));
    var tokens = new ArrayList<String>();
    var types = new double[tokenizer.size()];
    for (int id = 0; id < types.length; id++) {
      byte[] token = tokenizer.token(id);
      boolean special = tokenizer.isSpecial(id);
      tokens.add(special ? new String(token, StandardCharsets.UTF_8) : ByteAlphabet.letters(token));
      types[id] = special ? 3 : 1;
    }
    var merges = new ArrayList<String>();
    for (var merge : ((Bpe) tokenizer.parts().model()).merges()) {
      merges.add(tokens.get(merge.left()) + " " + tokens.get(merge.right()));
    }
    values.put("tokenizer.ggml.model", new GgufValue.Text("gpt2"));
    values.put("tokenizer.ggml.pre", new GgufValue.Text("gpt-2"));
    values.put("tokenizer.ggml.tokens", new GgufValue.Texts(tokens));
    values.put("tokenizer.ggml.token_type", new GgufValue.Numbers(GgufType.I32, types));
    values.put("tokenizer.ggml.merges", new GgufValue.Texts(merges));
    whole(values, "tokenizer.ggml.bos_token_id", 0);
    whole(values, "tokenizer.ggml.eos_token_id", 0);
    whole(values, "tokenizer.ggml.fim_pre_token_id", 1);
    whole(values, "tokenizer.ggml.fim_suf_token_id", 2);
    whole(values, "tokenizer.ggml.fim_mid_token_id", 3);
    values.put("tokenizer.ggml.add_bos_token", new GgufValue.Whole(GgufType.FLAG, 1));
    var tensors = new LinkedHashMap<String, GgufTensor>();
    matrix(tensors, "token_embd.weight", tokens.size(), DIM, random);
    matrix(tensors, "output.weight", tokens.size(), DIM, random);
    for (var name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
      matrix(tensors, "blk.0." + name + ".weight", DIM, DIM, random);
    }
    for (var name : List.of("ffn_gate", "ffn_up", "ffn_down")) {
      matrix(tensors, "blk.0." + name + ".weight", DIM, DIM, random);
    }
    for (var name : List.of("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm")) {
      var ones = new float[DIM];
      java.util.Arrays.fill(ones, 1);
      tensors.put(name + ".weight", GgufTensor.of(name + ".weight", TensorType.F32, ones, DIM));
    }
    new Gguf(new GgufMetadata(3, tensors.size(), values), tensors).write(file);
  }

  private static void whole(LinkedHashMap<String, GgufValue> values, String key, long value) {
    values.put(key, new GgufValue.Whole(GgufType.U32, value));
  }

  private static void matrix(
      LinkedHashMap<String, GgufTensor> tensors,
      String name,
      int rows,
      int columns,
      SplittableRandom random) {
    var numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * 0.3);
    }
    tensors.put(name, GgufTensor.of(name, TensorType.F32, numbers, rows, columns));
  }
}
