package dev.jeton.llm;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import dev.jeton.llm.arch.Style;
import dev.jeton.llm.kv.Ancestors;
import dev.jeton.llm.kv.KvCache;
import dev.jeton.weights.gguf.GgufTensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forward pass. Immutable and safe to share. */
final class Transformer {
  private final TransformerShape shape;
  private final Style style;
  private final GgufTensor embeddings;
  private final @Nullable GgufTensor positionEmbeddings;
  private final List<Block> blocks;
  private final Norm outputNorm;
  private final Linear head;

  Transformer(TransformerShape shape, Style style, ModelTensors tensors) {
    this.shape = shape;
    this.style = style;
    embeddings = tensors.embeddings();
    positionEmbeddings = tensors.positions();
    var all = new ArrayList<Block>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      all.add(tensors.block(layer));
    }
    blocks = List.copyOf(all);
    outputNorm = tensors.norm("output_norm", shape.dim());
    head = tensors.head();
  }

  /**
   * Adds {@code ids} to what is pending in {@code cache}.
   *
   * @param positions one per id
   * @param mask of all pending rows, these among them
   * @param asked for how many of the last ids logits are wanted
   * @return {@code [asked][vocabulary]}
   */
  float[] forward(int[] ids, int[] positions, Ancestors mask, KvCache cache, int asked) {
    int n = ids.length;
    float[] x = embed(ids, positions); // [n][dim]
    for (int layer = 0; layer < blocks.size(); layer++) {
      var block = blocks.get(layer);
      attend(block, layer, x, n, positions, mask, cache);
      feedForward(block, x, n);
    }
    int dim = shape.dim();
    var last = new float[asked * dim];
    System.arraycopy(x, (n - asked) * dim, last, 0, last.length);
    outputNorm.apply(last, asked, last);
    var logits = new float[Math.multiplyExact(asked, shape.vocabulary())];
    head.apply(last, asked, logits);
    bound(logits, shape.logitCap());
    return logits;
  }

  private float[] embed(int[] ids, int[] positions) {
    int dim = shape.dim();
    var x = new float[ids.length * dim];
    for (int i = 0; i < ids.length; i++) {
      embeddings.read(ids[i], ids[i] + 1, x, i * dim);
    }
    if (style.scaledEmbeddings()) {
      Kernels.scale((float) Math.sqrt(dim), x, 0, x.length);
    }
    if (positionEmbeddings != null) {
      var row = new float[dim];
      for (int i = 0; i < ids.length; i++) {
        positionEmbeddings.read(positions[i], positions[i] + 1, row, 0);
        Kernels.axpy(1, row, 0, x, i * dim, dim);
      }
    }
    return x;
  }

  private void attend(
      Block block, int layer, float[] x, int n, int[] positions, Ancestors mask, KvCache cache) {
    var normed = new float[x.length];
    block.attentionNorm().apply(x, n, normed);
    var queries = new float[n * block.query().rows()];
    var keys = new float[n * block.key().rows()];
    var values = new float[n * block.value().rows()];
    block.query().apply(normed, n, queries);
    block.key().apply(normed, n, keys);
    block.value().apply(normed, n, values);
    if (block.queryNorm() != null) {
      block.queryNorm().apply(queries, n * shape.heads(), queries);
    }
    if (block.keyNorm() != null) {
      block.keyNorm().apply(keys, n * shape.kvHeads(), keys);
    }
    cache.append(layer, positions, keys, values);
    var seen = new float[n * shape.heads() * shape.valueDim()];
    cache.attend(layer, queries, n, mask, seen);
    block.output().apply(seen, n, normed);
    if (block.afterAttention() != null) {
      block.afterAttention().apply(normed, n, normed);
    }
    Kernels.axpy(1, normed, 0, x, 0, x.length);
  }

  private void feedForward(Block block, float[] x, int n) {
    var normed = new float[x.length];
    block.feedForwardNorm().apply(x, n, normed);
    var up = new float[n * block.up().rows()];
    block.up().apply(normed, n, up);
    if (block.gate() == null) {
      Kernels.activate(style.activation(), up, 0, up.length);
    } else {
      var gate = new float[up.length];
      block.gate().apply(normed, n, gate);
      Kernels.activate(style.activation(), gate, 0, gate.length);
      for (int i = 0; i < up.length; i++) {
        up[i] *= gate[i];
      }
    }
    block.down().apply(up, n, normed);
    if (block.afterFeedForward() != null) {
      block.afterFeedForward().apply(normed, n, normed);
    }
    Kernels.axpy(1, normed, 0, x, 0, x.length);
  }

  private static void bound(float[] logits, float cap) {
    if (cap > 0) {
      Kernels.scale(1 / cap, logits, 0, logits.length);
      Kernels.activate(Activation.TANH, logits, 0, logits.length);
      Kernels.scale(cap, logits, 0, logits.length);
    }
  }
}
