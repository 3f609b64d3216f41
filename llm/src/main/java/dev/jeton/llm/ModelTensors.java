package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.llm.arch.Style;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a model's tensors by their GGUF names, checks their sizes and puts them to use. */
final class ModelTensors {
  private final Gguf file;
  private final TransformerShape shape;
  private final Style style;
  private final Precision precision;
  private final List<ArrangedMatrix> toArrange = new ArrayList<>();

  /**
   * Tensors of a file.
   *
   * @param precision anything but AUTO
   */
  ModelTensors(Gguf file, TransformerShape shape, Style style, Precision precision) {
    this.file = file;
    this.shape = shape;
    this.style = style;
    this.precision = precision;
  }

  static GgufTensor required(Gguf file, String name) {
    var tensor = file.tensors().get(name);
    if (tensor == null) {
      throw new ModelException(
          "found no tensor '%s' among %d".formatted(name, file.tensors().size()));
    }
    return tensor;
  }

  Block block(int layer) {
    var prefix = "blk." + layer + ".";
    int dim = shape.dim();
    int queries = shape.heads() * shape.keyDim();
    int keys = shape.kvHeads() * shape.keyDim();
    int values = shape.kvHeads() * shape.valueDim();
    boolean fused = has(prefix + "attn_qkv.weight");
    int all = queries + keys + values;
    var qkv = prefix + "attn_qkv";
    int hidden = required(file, prefix + "ffn_down.weight").columns();
    boolean gated = has(prefix + "ffn_gate.weight");
    boolean fusedGate = !gated && required(file, prefix + "ffn_up.weight").rows() == 2 * hidden;
    int ups = fusedGate ? 2 * hidden : hidden;
    var up = prefix + "ffn_up";
    return new Block(
        norm(prefix + "attn_norm", dim),
        fused ? part(qkv, all, dim, 0, queries) : linear(prefix + "attn_q", queries, dim),
        fused ? part(qkv, all, dim, queries, keys) : linear(prefix + "attn_k", keys, dim),
        fused
            ? part(qkv, all, dim, queries + keys, values)
            : linear(prefix + "attn_v", values, dim),
        optionalNorm(prefix + "attn_q_norm", shape.keyDim()),
        optionalNorm(prefix + "attn_k_norm", shape.keyDim()),
        linear(prefix + "attn_output", dim, shape.heads() * shape.valueDim()),
        optionalNorm(prefix + "post_attention_norm", dim),
        norm(prefix + "ffn_norm", dim),
        gated
            ? linear(prefix + "ffn_gate", hidden, dim)
            : fusedGate ? part(up, ups, dim, 0, hidden) : null,
        part(up, ups, dim, ups - hidden, hidden),
        linear(prefix + "ffn_down", dim, hidden),
        optionalNorm(prefix + "post_ffw_norm", dim));
  }

  private boolean has(String name) {
    return file.tensors().containsKey(name);
  }

  /** The matrix from hidden states to logits: the embeddings where there is none of its own. */
  Linear head() {
    return has("output.weight")
        ? linear("output", shape.vocabulary(), shape.dim())
        : new Linear(matrix(embeddings()), null);
  }

  /** {@code [vocabulary][dim]}. */
  GgufTensor embeddings() {
    return checked("token_embd.weight", shape.vocabulary(), shape.dim());
  }

  /** {@code [positions][dim]} where positions are added to embeddings. */
  @Nullable GgufTensor positions() {
    var name = "position_embd.weight";
    return style.rotary() && !has(name) ? null : checked(name, shape.context(), shape.dim());
  }

  Norm norm(String name, int dim) {
    float[] weight = vector(name + ".weight", dim);
    var bias = has(name + ".bias") ? vector(name + ".bias", dim) : null;
    return new Norm(weight, bias, style.centred(), shape.epsilon());
  }

  private @Nullable Norm optionalNorm(String name, int dim) {
    return has(name + ".weight") ? norm(name, dim) : null;
  }

  private float[] vector(String name, int size) {
    var tensor = required(file, name);
    if (tensor.count() != size) {
      throw new ModelException(
          "'%s': expected %d numbers, found %d".formatted(name, size, tensor.count()));
    }
    float[] values = tensor.floats();
    FloatMatrix.requireNumbers(values, name);
    return values;
  }

  private Linear linear(String name, int rows, int columns) {
    return part(name, rows, columns, 0, rows);
  }

  /** Rows {@code [from, from + count)} of a matrix and its bias. */
  private Linear part(String name, int rows, int columns, int from, int count) {
    var whole = checked(name + ".weight", rows, columns);
    var format = whole.type();
    long start = format.bytes((long) from * columns);
    var rowsOf =
        new GgufTensor(
            whole.name(),
            format,
            new long[] {count, columns},
            whole.data().asSlice(start, format.bytes((long) count * columns)));
    float[] bias = null;
    if (has(name + ".bias")) {
      bias = Arrays.copyOfRange(vector(name + ".bias", rows), from, from + count);
    }
    return new Linear(matrix(rowsOf), bias);
  }

  private GgufTensor checked(String name, int rows, int columns) {
    var tensor = required(file, name);
    if (tensor.rows() != rows || tensor.columns() != columns) {
      throw new ModelException(
          "'%s': expected %d x %d, found %d x %d"
              .formatted(name, rows, columns, tensor.rows(), tensor.columns()));
    }
    return tensor;
  }

  private WeightMatrix matrix(GgufTensor tensor) {
    if (precision == Precision.FLOATS) {
      return FloatMatrix.of(tensor);
    }
    if (precision == Precision.ROUNDED && ArrangedMatrix.fits(tensor)) {
      var matrix = ArrangedMatrix.of(tensor);
      toArrange.add(matrix);
      return matrix;
    }
    return MappedMatrix.of(tensor);
  }

  /**
   * Arranges the matrices that were asked for: at once, over all threads, or while the model is
   * used, if that is a matter of seconds.
   *
   * @param arena of the copies, or none: in the heap
   * @param large bytes of copies from which on the model need not wait for them
   */
  Arrangement arrange(@Nullable Arena arena, long large) {
    long bytes = toArrange.stream().mapToLong(ArrangedMatrix::bytes).sum();
    if (bytes >= large) {
      return Arrangement.start(toArrange, arena);
    }
    Kernels.share(
        toArrange.size(),
        Double.MAX_VALUE,
        (from, to) -> toArrange.subList(from, to).forEach(matrix -> matrix.arrange(arena)));
    return Arrangement.none();
  }
}
