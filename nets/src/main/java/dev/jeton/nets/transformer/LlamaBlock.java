package dev.jeton.nets.transformer;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
import dev.jeton.nets.ParameterSource;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * x + attention(norm(x)), then x + down(silu(gate(norm(x))) · up(norm(x))). Touvron et al.,
 * arXiv:2302.13971, section 2.2; parameters have the names of GGUF's llama architecture.
 */
final class LlamaBlock {
  /** Products of attention below which one thread does them. */
  private static final long SMALL = 1_000_000;

  private final TokenShape shape;
  private final RotaryTable rotary;
  private final RootMeanSquareNorm attentionNorm;
  private final MatrixPanels queryKeyValue; // [dim][3 dim]
  private final MatrixPanels output; // [dim][dim]
  private final RootMeanSquareNorm feedNorm;
  private final MatrixPanels gateUp; // [dim][2 hidden]
  private final MatrixPanels down; // [hidden][dim]

  /**
   * @param prefix of the parameters' names: {@code blk.0.}
   */
  LlamaBlock(TokenShape shape, RotaryTable rotary, String prefix, ParameterSource parameters) {
    this.shape = shape;
    this.rotary = rotary;
    int dim = shape.dim();
    int hidden = shape.hidden();
    attentionNorm = new RootMeanSquareNorm(parameters.get(prefix + "attn_norm.weight", dim));
    queryKeyValue =
        packed(
            dim,
            parameters.get(prefix + "attn_q.weight", dim, dim),
            parameters.get(prefix + "attn_k.weight", dim, dim),
            parameters.get(prefix + "attn_v.weight", dim, dim));
    output = packed(dim, parameters.get(prefix + "attn_output.weight", dim, dim));
    feedNorm = new RootMeanSquareNorm(parameters.get(prefix + "ffn_norm.weight", dim));
    gateUp =
        packed(
            dim,
            parameters.get(prefix + "ffn_gate.weight", hidden, dim),
            parameters.get(prefix + "ffn_up.weight", hidden, dim));
    down = packed(hidden, parameters.get(prefix + "ffn_down.weight", dim, hidden));
  }

  /** Weights {@code [out][in]}, one below the other, ready for products {@code x Wᵀ}. */
  static MatrixPanels packed(int in, float[]... weights) {
    int size = 0;
    for (var weight : weights) {
      size += weight.length;
    }
    var all = new float[size];
    int at = 0;
    for (var weight : weights) {
      System.arraycopy(weight, 0, all, at, weight.length);
      at += weight.length;
    }
    return MatrixPanels.of(MatrixView.of(all, size / in, in).transposed());
  }

  /**
   * One pass over some places; their keys and values go to the cache, where those of the other
   * visible places are.
   *
   * @param x {@code [rows][dim]}, changed in place
   */
  void apply(float[] x, Rows rows, KeyValueCache cache) {
    int n = rows.count();
    int dim = shape.dim();
    var normed = new float[n * dim];
    attentionNorm.apply(x, n, normed);
    var qkv = new float[n * 3 * dim];
    product(normed, n, queryKeyValue, qkv, false);
    for (int row = 0; row < n; row++) {
      int from = row * 3 * dim;
      for (int head = 0; head < 2 * shape.heads(); head++) { // queries, then keys
        rotary.turn(qkv, from + head * shape.headDim(), rows.place(row));
      }
      cache.put(rows.canvas(row), rows.place(row), qkv, from + dim, from + 2 * dim);
    }
    attend(qkv, rows, cache, normed);
    product(normed, n, output, x, true);

    feedNorm.apply(x, n, normed);
    int hidden = shape.hidden();
    var inner = new float[n * 2 * hidden]; // gate and up of each row side by side
    product(normed, n, gateUp, inner, false);
    for (int row = 0; row < n; row++) {
      int gate = row * 2 * hidden;
      Kernels.activate(Activation.SILU, inner, gate, gate + hidden);
      for (int i = gate; i < gate + hidden; i++) {
        inner[i] *= inner[i + hidden];
      }
    }
    Kernels.gemm(
        new MatrixView(inner, 0, n, hidden, 2 * hidden, 1), down, MatrixView.of(x, n, dim), true);
  }

  /** {@code y = x b} or {@code y += x b} for rows of {@code x}. */
  static void product(float[] x, int rows, MatrixPanels b, float[] y, boolean accumulate) {
    Kernels.gemm(
        MatrixView.of(x, rows, b.rows()), b, MatrixView.of(y, rows, b.columns()), accumulate);
  }

  /** softmax(q kᵀ / √headDim) v per head: Vaswani et al., arXiv:1706.03762, equation 1. */
  private void attend(float[] qkv, Rows rows, KeyValueCache cache, float[] out) {
    long work = 0;
    for (int row = 0; row < rows.count(); row++) {
      work += (long) rows.visible(row) * shape.dim();
    }
    var range = IntStream.range(0, rows.count());
    (work > SMALL && Kernels.threads() > 1 ? range.parallel() : range)
        .forEach(row -> attend(qkv, rows, row, cache, out));
  }

  private void attend(float[] qkv, Rows rows, int row, KeyValueCache cache, float[] out) {
    int dim = shape.dim();
    int headDim = shape.headDim();
    float scale = (float) (1 / Math.sqrt(headDim));
    int visible = rows.visible(row);
    float[] keys = cache.keys()[rows.canvas(row)];
    float[] values = cache.values()[rows.canvas(row)];
    var weights = new float[visible];
    Arrays.fill(out, row * dim, (row + 1) * dim, 0);
    for (int from = 0; from < dim; from += headDim) {
      for (int i = 0; i < visible; i++) {
        weights[i] = scale * Kernels.dot(qkv, row * 3 * dim + from, keys, i * dim + from, headDim);
      }
      Kernels.softmax(weights, 0, visible);
      for (int i = 0; i < visible; i++) {
        Kernels.axpy(weights[i], values, i * dim + from, out, row * dim + from, headDim);
      }
    }
  }
}
