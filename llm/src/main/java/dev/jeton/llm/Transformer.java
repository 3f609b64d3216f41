package dev.jeton.llm;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import dev.jeton.llm.arch.Style;
import dev.jeton.weights.gguf.GgufTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass. Safe to share: its weights do not change, and each pass has arrays of its own,
 * which serve the next one again.
 */
final class Transformer {
  private final TransformerShape shape;
  private final Style style;
  private final GgufTensor embeddings;
  private final @Nullable GgufTensor positionEmbeddings;
  private final List<Block> blocks;
  private final Norm outputNorm;
  private final Linear head;
  private final ArrayDeque<Workspace> spaces = new ArrayDeque<>(); // guarded by itself

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

  /** Bytes of weights that a token's pass reads. */
  long bytesPerToken() {
    long bytes = head.matrix().bytes();
    for (var block : blocks) {
      bytes += block.bytes();
    }
    return bytes;
  }

  /** Asked between layers whether to go on; throws if not. */
  interface Check {
    void goOn();
  }

  /**
   * Adds what the passes say to what is pending in their caches.
   *
   * @param logits written, {@code [asked of all passes][vocabulary]}
   */
  void forward(List<Pass> passes, float[] logits, Check check) {
    var space = taken();
    forward(passes, logits, check, space);
    synchronized (spaces) {
      spaces.push(space); // not after a failure, which is rare
    }
  }

  private Workspace taken() {
    synchronized (spaces) {
      return spaces.isEmpty() ? new Workspace() : spaces.pop();
    }
  }

  private void forward(List<Pass> passes, float[] logits, Check check, Workspace space) {
    int n = 0;
    for (int i = 0; i < passes.size(); i++) { // no iterator, as each token would have some
      n += passes.get(i).rows();
    }
    int dim = shape.dim();
    space.fit(n, dim, blocks.getFirst());
    embed(passes, space);
    for (int layer = 0; layer < blocks.size(); layer++) {
      check.goOn();
      var block = blocks.get(layer);
      space.fit(n, dim, block);
      attend(block, layer, n, passes, space);
      feedForward(block, n, space);
    }
    check.goOn();
    int asked = last(passes, space);
    outputNorm.apply(space.last, asked, space.last);
    head.apply(space.last, asked, logits);
    bound(logits, asked * shape.vocabulary(), shape.logitCap());
  }

  /** Collects the rows whose logits are asked for; how many there are. */
  private int last(List<Pass> passes, Workspace space) {
    int dim = shape.dim();
    int asked = 0;
    for (int i = 0; i < passes.size(); i++) {
      asked += passes.get(i).asked();
    }
    space.last = Workspace.room(space.last, asked, dim);
    int row = 0;
    int to = 0;
    for (int i = 0; i < passes.size(); i++) {
      var pass = passes.get(i);
      row += pass.rows();
      System.arraycopy(
          space.x, (row - pass.asked()) * dim, space.last, to * dim, pass.asked() * dim);
      to += pass.asked();
    }
    return asked;
  }

  private void embed(List<Pass> passes, Workspace space) {
    int dim = shape.dim();
    float[] x = space.x;
    int row = 0;
    for (int p = 0; p < passes.size(); p++) {
      var pass = passes.get(p);
      for (int i = 0; i < pass.rows(); i++, row++) {
        int id = pass.ids()[i];
        embeddings.read(id, id + 1, x, row * dim);
        if (style.scaledEmbeddings()) {
          Kernels.scale((float) Math.sqrt(dim), x, row * dim, (row + 1) * dim);
        }
        if (positionEmbeddings != null) {
          int position = pass.positions()[i];
          positionEmbeddings.read(position, position + 1, space.normed, 0);
          Kernels.axpy(1, space.normed, 0, x, row * dim, dim);
        }
      }
    }
  }

  private void attend(Block block, int layer, int n, List<Pass> passes, Workspace space) {
    block.attentionNorm().apply(space.x, n, space.normed);
    block.query().apply(space.normed, n, space.queries);
    block.key().apply(space.normed, n, space.keys);
    block.value().apply(space.normed, n, space.values);
    if (block.queryNorm() != null) {
      block.queryNorm().apply(space.queries, n * shape.heads(), space.queries);
    }
    if (block.keyNorm() != null) {
      block.keyNorm().apply(space.keys, n * shape.kvHeads(), space.keys);
    }
    if (passes.size() == 1) {
      attend(passes.getFirst(), layer, 0, space);
    } else {
      attendEach(layer, n, passes, space);
    }
    block.output().apply(space.seen, n, space.normed);
    if (block.afterAttention() != null) {
      block.afterAttention().apply(space.normed, n, space.normed);
    }
    Kernels.axpy(1, space.normed, 0, space.x, 0, n * shape.dim());
  }

  /** Sequences share weights and nothing else. */
  private void attendEach(int layer, int n, List<Pass> passes, Workspace space) {
    var starts = new int[passes.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + passes.get(i - 1).rows();
    }
    double cost = 1e4 * n * shape.heads();
    Kernels.share(
        passes.size(),
        cost,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            attend(passes.get(i), layer, starts[i], space);
          }
        });
  }

  /** Of one sequence, whose rows begin at {@code from}. */
  private static void attend(Pass pass, int layer, int from, Workspace space) {
    pass.cache().append(layer, pass.positions(), space.keys, space.values, from);
    pass.cache().attend(layer, space.queries, from, pass.rows(), pass.mask(), space.seen);
  }

  private void feedForward(Block block, int n, Workspace space) {
    block.feedForwardNorm().apply(space.x, n, space.normed);
    block.up().apply(space.normed, n, space.up);
    int size = n * block.up().rows();
    if (block.gate() == null) {
      Kernels.activate(style.activation(), space.up, 0, size);
    } else {
      block.gate().apply(space.normed, n, space.gate);
      if (n == 1) {
        gate(space, 0, size);
      } else {
        int width = size / n;
        Kernels.share(n, 20.0 * size, (from, to) -> gate(space, from * width, to * width));
      }
    }
    block.down().apply(space.up, n, space.normed);
    if (block.afterFeedForward() != null) {
      block.afterFeedForward().apply(space.normed, n, space.normed);
    }
    Kernels.axpy(1, space.normed, 0, space.x, 0, n * shape.dim());
  }

  private void gate(Workspace space, int from, int to) {
    Kernels.activate(style.activation(), space.gate, from, to);
    for (int i = from; i < to; i++) {
      space.up[i] *= space.gate[i];
    }
  }

  private static void bound(float[] logits, int size, float cap) {
    if (cap > 0) {
      Kernels.scale(1 / cap, logits, 0, size);
      Kernels.activate(Activation.TANH, logits, 0, size);
      Kernels.scale(cap, logits, 0, size);
    }
  }
}
