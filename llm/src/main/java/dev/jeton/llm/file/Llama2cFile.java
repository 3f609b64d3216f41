package dev.jeton.llm.file;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.weights.WeightFileException;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A model file of karpathy/llama2.c, version 0: seven sizes, then all weights as 32 bits, one kind
 * after the other over all layers ({@code memory_map_weights} of {@code run.c}).
 */
final class Llama2cFile {
  private static final int HEADER = 28;
  private static final int LARGEST = 1 << 20;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private record Sizes(
      int dim, int hidden, int layers, int heads, int kvHeads, int vocabulary, int context) {}

  private final MemorySegment file;
  private final String name;
  private final SequencedMap<String, GgufTensor> tensors = new LinkedHashMap<>();
  private long at = HEADER;

  private Llama2cFile(MemorySegment file, String name) {
    this.file = file;
    this.name = name;
  }

  static ModelFiles.Opened open(Path path, Arena arena) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      var model = new Llama2cFile(mapped, path.toString()).read();
      int vocabulary = model.tensor("token_embd.weight").rows();
      return new ModelFiles.Opened(model, tokenizer(path, vocabulary));
    }
  }

  /** Its tokenizer is another file: {@code tok512.bin} for 512 ids, or {@code tokenizer.bin}. */
  private static Optional<Tokenizer> tokenizer(Path path, int vocabulary) throws IOException {
    for (var name : List.of("tok" + vocabulary + ".bin", "tokenizer.bin")) {
      var file = path.resolveSibling(name);
      if (Files.exists(file)) {
        var tokenizer = Tokenizer.open(file);
        if (tokenizer.size() != vocabulary) {
          throw new TokenizerException(
              "%s: expected a tokenizer of %d ids, found %d"
                  .formatted(file, vocabulary, tokenizer.size()));
        }
        return Optional.of(tokenizer);
      }
    }
    return Optional.empty();
  }

  private Gguf read() throws WeightFileException {
    if (file.byteSize() < HEADER) {
      throw problem("expected a GGUF file or a llama2.c model, found %d bytes", file.byteSize());
    }
    boolean ownHead = file.get(INT, 20) < 0;
    var sizes =
        new Sizes(
            size(0), size(4), size(8), size(12), size(16), Math.abs(file.get(INT, 20)), size(24));
    if (sizes.vocabulary < 1
        || sizes.vocabulary > LARGEST
        || sizes.dim % sizes.heads != 0
        || sizes.dim / sizes.heads % 2 != 0
        || sizes.heads % sizes.kvHeads != 0) {
      throw problem("expected a GGUF file or a llama2.c model, found sizes %s", sizes);
    }
    cut(sizes, ownHead);
    if (at != file.byteSize()) {
      throw problem("expected %d bytes for %s, found %d", at, sizes, file.byteSize());
    }
    return new Gguf(metadata(sizes), tensors);
  }

  private int size(long place) throws WeightFileException {
    int size = file.get(INT, place);
    if (size < 1 || size > LARGEST) {
      throw problem(
          "expected a GGUF file or a llama2.c model, found %d for a size at byte %d", size, place);
    }
    return size;
  }

  private void cut(Sizes s, boolean ownHead) throws WeightFileException {
    long queries = s.dim;
    long keys = (long) s.dim / s.heads * s.kvHeads;
    tensor("token_embd.weight", s.vocabulary, s.dim);
    layers(s, "attn_norm.weight", s.dim);
    layers(s, "attn_q.weight", queries, s.dim);
    layers(s, "attn_k.weight", keys, s.dim);
    layers(s, "attn_v.weight", keys, s.dim);
    layers(s, "attn_output.weight", s.dim, queries);
    layers(s, "ffn_norm.weight", s.dim);
    layers(s, "ffn_gate.weight", s.hidden, s.dim);
    layers(s, "ffn_down.weight", s.dim, s.hidden);
    layers(s, "ffn_up.weight", s.hidden, s.dim);
    tensor("output_norm.weight", s.dim);
    at += 4L * s.context * (s.dim / s.heads); // tables of sines and cosines that nobody reads
    if (ownHead) {
      tensor("output.weight", s.vocabulary, s.dim);
    }
  }

  private void layers(Sizes sizes, String kind, long... shape) throws WeightFileException {
    for (int layer = 0; layer < sizes.layers; layer++) {
      tensor("blk.%d.%s".formatted(layer, kind), shape);
    }
  }

  private void tensor(String tensor, long... shape) throws WeightFileException {
    long bytes = 4;
    for (long size : shape) {
      bytes *= size;
    }
    if (bytes > file.byteSize() - at) {
      throw problem("'%s' takes %d bytes from %d on: is the file cut?", tensor, bytes, at);
    }
    tensors.put(tensor, new GgufTensor(tensor, TensorType.F32, shape, file.asSlice(at, bytes)));
    at += bytes;
  }

  private GgufMetadata metadata(Sizes sizes) {
    return new MetadataBuilder("llama")
        .whole("context_length", sizes.context)
        .whole("embedding_length", sizes.dim)
        .whole("block_count", sizes.layers)
        .whole("feed_forward_length", sizes.hidden)
        .whole("attention.head_count", sizes.heads)
        .whole("attention.head_count_kv", sizes.kvHeads)
        .real("attention.layer_norm_rms_epsilon", 1e-5)
        .real("rope.freq_base", 10_000)
        .ends(1, 2)
        .metadata();
  }

  private WeightFileException problem(String message, Object... arguments) {
    return new WeightFileException(name, message.formatted(arguments));
  }
}
