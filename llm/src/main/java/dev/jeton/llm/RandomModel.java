package dev.jeton.llm;

import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/**
 * A Llama of random weights, to measure speed with: it says nothing, in as much time as a trained
 * one. Its vocabulary is made up and laid out as Llama 3's, its embeddings are its head too.
 *
 * @param layers how many blocks
 * @param dim of the residual stream; like the others a multiple of 256
 * @param hidden values of a feed-forward network
 * @param heads of queries
 * @param kvHeads of keys and values
 * @param vocabulary how many ids, at least 512
 * @param context positions
 */
public record RandomModel(
    int layers, int dim, int hidden, int heads, int kvHeads, int vocabulary, int context) {

  /** The shape of Llama 3.2 with 1.24 billion weights. */
  public static final RandomModel ONE_BILLION =
      new RandomModel(16, 2048, 8192, 32, 8, 128256, 8192);

  /** The shape of a model of some 15 million weights. */
  public static final RandomModel SMALL = new RandomModel(6, 256, 768, 8, 4, 8192, 2048);

  /** Numbers that are drawn; they repeat, at another place in each row. */
  private static final int DRAWN = 256 * 4099;

  /** How many weights it has. */
  public long weights() {
    long layer = 2L * dim * dim + 2L * dim * kvHeads * (dim / heads) + 3L * dim * hidden;
    return layers * layer + (long) vocabulary * dim;
  }

  /**
   * Writes it.
   *
   * @param type of its matrices: one that is written
   */
  public void write(TensorType type, long seed, Path file) throws IOException {
    var random = new SplittableRandom(seed);
    var drawn = new float[DRAWN];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (0.02 * random.nextGaussian());
    }
    var numbers = GgufTensor.of("", type, drawn, DRAWN).data();
    try (var arena = Arena.ofConfined()) {
      long most = Math.max(vocabulary, hidden) * (long) dim;
      var all = arena.allocate(type.bytes(most), 64);
      for (long at = 0; at < all.byteSize(); at += numbers.byteSize()) {
        long size = Math.min(numbers.byteSize(), all.byteSize() - at);
        MemorySegment.copy(numbers, 0, all, at, size);
      }
      new Gguf(metadata(), tensors(type, all)).write(file);
    }
  }

  private SequencedMap<String, GgufTensor> tensors(TensorType type, MemorySegment numbers) {
    var tensors = new LinkedHashMap<String, GgufTensor>();
    int keys = kvHeads * (dim / heads);
    matrix(tensors, "token_embd", type, vocabulary, dim, numbers);
    norm(tensors, "output_norm");
    for (int layer = 0; layer < layers; layer++) {
      var prefix = "blk." + layer + ".";
      norm(tensors, prefix + "attn_norm");
      matrix(tensors, prefix + "attn_q", type, dim, dim, numbers);
      matrix(tensors, prefix + "attn_k", type, keys, dim, numbers);
      matrix(tensors, prefix + "attn_v", type, keys, dim, numbers);
      matrix(tensors, prefix + "attn_output", type, dim, dim, numbers);
      norm(tensors, prefix + "ffn_norm");
      matrix(tensors, prefix + "ffn_gate", type, hidden, dim, numbers);
      matrix(tensors, prefix + "ffn_up", type, hidden, dim, numbers);
      matrix(tensors, prefix + "ffn_down", type, dim, hidden, numbers);
    }
    return tensors;
  }

  private static void matrix(
      SequencedMap<String, GgufTensor> tensors,
      String name,
      TensorType type,
      int rows,
      int columns,
      MemorySegment numbers) {
    var data = numbers.asSlice(0, type.bytes((long) rows * columns));
    var full = name + ".weight";
    tensors.put(full, new GgufTensor(full, type, new long[] {rows, columns}, data));
  }

  private void norm(SequencedMap<String, GgufTensor> tensors, String name) {
    var ones = new float[dim];
    Arrays.fill(ones, 1);
    var full = name + ".weight";
    tensors.put(full, GgufTensor.of(full, TensorType.F32, ones, dim));
  }

  private GgufMetadata metadata() {
    var values = new LinkedHashMap<String, GgufValue>();
    values.put("general.architecture", new GgufValue.Text("llama"));
    values.put("general.name", new GgufValue.Text("random"));
    values.put("llama.block_count", whole(layers));
    values.put("llama.context_length", whole(context));
    values.put("llama.embedding_length", whole(dim));
    values.put("llama.feed_forward_length", whole(hidden));
    values.put("llama.attention.head_count", whole(heads));
    values.put("llama.attention.head_count_kv", whole(kvHeads));
    values.put("llama.rope.dimension_count", whole(dim / heads));
    values.put("llama.rope.freq_base", new GgufValue.Real(GgufType.F32, 500_000));
    values.put("llama.attention.layer_norm_rms_epsilon", new GgufValue.Real(GgufType.F32, 1e-5f));
    new RandomVocabulary(vocabulary).write(values);
    return new GgufMetadata(3, 0, values);
  }

  private static GgufValue whole(long value) {
    return new GgufValue.Whole(GgufType.U32, value);
  }
}
