package dev.jeton.llm.kv;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import java.util.stream.IntStream;

/** Attention of pending rows over the rows of one layer. */
final class Attention {
  private static final int PAGE = LayerRows.PAGE;

  /** Below this many products of two numbers, threads cost more than they save. */
  private static final long SMALL = 1 << 20;

  private final LayerRows rows;
  private final AttentionShape shape;
  private final int kept;
  private final Ancestors mask;

  Attention(LayerRows rows, int kept, Ancestors mask) {
    this.rows = rows;
    this.shape = rows.shape();
    this.kept = kept;
    this.mask = mask;
  }

  /** As {@link KvCache#attend}. */
  void run(float[] queries, int asked, float[] out) {
    int first = mask.rows() - asked;
    for (int q = 0; q < asked; q++) {
      int position = rows.position(kept + first + q);
      shape
          .rotation()
          .turn(queries, q * shape.queryWidth(), shape.heads(), shape.keyDim(), position);
    }
    long work = (long) asked * shape.heads() * rows.rows() * shape.keyDim();
    var tasks = IntStream.range(0, asked * shape.heads());
    if (work > SMALL && Kernels.threads() > 1) {
      tasks = tasks.parallel();
    }
    tasks.forEach(task -> head(task / shape.heads(), task % shape.heads(), first, queries, out));
  }

  private void head(int q, int head, int first, float[] queries, float[] out) {
    int query = kept + first + q;
    int kvHead = head / (shape.heads() / shape.kvHeads());
    var weights = new float[rows.rows()];
    int seen = firstSeen(rows.position(query));
    scores(weights, seen, query, queries, q * shape.queryWidth() + head * shape.keyDim(), kvHead);
    Kernels.softmax(weights, seen, query + 1);
    int to = (q * shape.heads() + head) * shape.valueDim();
    java.util.Arrays.fill(out, to, to + shape.valueDim(), 0);
    for (int row = seen; row <= query; row++) {
      if (weights[row] != 0) {
        int at = (kvHead * PAGE + row % PAGE) * shape.valueDim();
        Kernels.axpy(weights[row], rows.page(row / PAGE).values(), at, out, to, shape.valueDim());
      }
    }
  }

  /** Kept rows are in the order of their positions: those before this one are out of the window. */
  private int firstSeen(int position) {
    int row = 0;
    while (row < kept && !shape.reaches(position, rows.position(row))) {
      row++;
    }
    return row;
  }

  private void scores(float[] weights, int seen, int query, float[] queries, int from, int kvHead) {
    for (int row = seen; row <= query; row++) {
      int at = (kvHead * PAGE + row % PAGE) * shape.keyDim();
      weights[row] =
          shape.scale()
              * Kernels.dot(queries, from, rows.page(row / PAGE).keys(), at, shape.keyDim());
    }
    if (shape.softcap() > 0) {
      Kernels.scale(1 / shape.softcap(), weights, seen, query + 1);
      Kernels.activate(Activation.TANH, weights, seen, query + 1);
      Kernels.scale(shape.softcap(), weights, seen, query + 1);
    }
    int position = rows.position(query);
    for (int row = Math.max(seen, kept); row <= query; row++) {
      if (!mask.sees(query - kept, row - kept) || !shape.reaches(position, rows.position(row))) {
        weights[row] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
