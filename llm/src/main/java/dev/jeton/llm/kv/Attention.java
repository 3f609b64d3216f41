package dev.jeton.llm.kv;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.TransformerKernels;
import java.util.Arrays;

/**
 * Attention of pending rows over the rows of one layer. Serves again and again, for one thread at a
 * time, which others help.
 */
final class Attention implements Kernels.Range {
  private static final int PAGE = LayerRows.PAGE;
  private static final float[] NONE = {};

  private final LayerRows rows;
  private final AttentionShape shape;
  private final int group;

  // what is asked, while it is
  private int kept;
  private Ancestors mask = Ancestors.chain(1);
  private int first; // row that asks
  private float[] queries = NONE;
  private int from; // row of queries and out that is the first
  private float[] out = NONE;

  Attention(LayerRows rows) {
    this.rows = rows;
    this.shape = rows.shape();
    group = shape.heads() / shape.kvHeads();
  }

  /**
   * As {@link KvCache#attend}.
   *
   * @param kept rows; the others are pending
   */
  void run(float[] queries, int from, int asked, int kept, Ancestors mask, float[] out) {
    this.kept = kept;
    this.mask = mask;
    this.queries = queries;
    this.from = from;
    this.out = out;
    first = kept + mask.rows() - asked;
    for (int q = 0; q < asked; q++) {
      shape
          .rotation()
          .turn(
              queries,
              (from + q) * shape.queryWidth(),
              shape.heads(),
              shape.keyDim(),
              rows.position(first + q));
    }
    double cost = 4.0 * asked * shape.heads() * rows.rows() * shape.keyDim();
    Kernels.share(asked * shape.kvHeads(), cost, this);
    this.queries = NONE;
    this.out = NONE;
  }

  /** Some of the groups of heads, query after query. */
  @Override
  public void accept(int begin, int end) {
    var scratch = AttentionScratch.get();
    int kvHeads = shape.kvHeads();
    for (int task = begin; task < end; task++) {
      group(task / kvHeads, first + task / kvHeads, task % kvHeads, scratch);
    }
  }

  /** The heads of query {@code q} that share keys; it is row {@code query}. */
  private void group(int q, int query, int kvHead, AttentionScratch scratch) {
    int seen = firstSeen(rows.position(query));
    int count = query + 1 - seen;
    float[] weights = scratch.weights(group * count); // [group][count]
    float[] part = scratch.part(group * Math.max(PAGE, shape.valueDim()));
    int at = (from + q) * shape.queryWidth() + kvHead * group * shape.keyDim();
    for (int row = seen; row <= query; ) {
      int end = Math.min(query + 1, (row / PAGE + 1) * PAGE);
      scores(at, kvHead, row, end, scratch, part);
      for (int g = 0; g < group; g++) {
        System.arraycopy(part, g * (end - row), weights, g * count + row - seen, end - row);
      }
      row = end;
    }
    bound(weights, group * count);
    hide(weights, count, seen, query);
    for (int g = 0; g < group; g++) {
      Kernels.softmax(weights, g * count, (g + 1) * count);
    }
    int to = ((from + q) * shape.heads() + kvHead * group) * shape.valueDim();
    Arrays.fill(out, to, to + group * shape.valueDim(), 0);
    for (int row = seen; row <= query; ) {
      int end = Math.min(query + 1, (row / PAGE + 1) * PAGE);
      float[] some = scratch.some(group * PAGE);
      for (int g = 0; g < group; g++) {
        System.arraycopy(weights, g * count + row - seen, some, g * (end - row), end - row);
      }
      sums(some, kvHead, row, end, scratch, part);
      Kernels.axpy(1, part, 0, out, to, group * shape.valueDim());
      row = end;
    }
  }

  /** Rows {@code [row, end)}, which lie on one page. */
  private void scores(
      int at, int kvHead, int row, int end, AttentionScratch scratch, float[] part) {
    var page = rows.page(row / PAGE);
    TransformerKernels.scores(
        queries,
        at,
        group,
        shape.keyDim(),
        page.keys(kvHead, shape.keyDim(), scratch),
        page.start(kvHead, shape.keyDim()) + row % PAGE * shape.keyDim(),
        shape.keyDim(),
        end - row,
        shape.scale(),
        part);
  }

  private void sums(
      float[] weights, int kvHead, int row, int end, AttentionScratch scratch, float[] part) {
    var page = rows.page(row / PAGE);
    TransformerKernels.weightedSums(
        weights,
        group,
        page.values(kvHead, shape.valueDim(), scratch),
        page.start(kvHead, shape.valueDim()) + row % PAGE * shape.valueDim(),
        shape.valueDim(),
        end - row,
        part,
        0,
        shape.valueDim());
  }

  private void bound(float[] scores, int n) {
    if (shape.softcap() > 0) {
      Kernels.scale(1 / shape.softcap(), scores, 0, n);
      Kernels.activate(Activation.TANH, scores, 0, n);
      Kernels.scale(shape.softcap(), scores, 0, n);
    }
  }

  /** Pending rows that are no ancestors, or out of the window, have no weight. */
  private void hide(float[] scores, int count, int seen, int query) {
    int position = rows.position(query);
    for (int row = Math.max(seen, kept); row <= query; row++) {
      if (!mask.sees(query - kept, row - kept) || !shape.reaches(position, rows.position(row))) {
        for (int g = 0; g < group; g++) {
          scores[g * count + row - seen] = Float.NEGATIVE_INFINITY;
        }
      }
    }
  }

  /** Kept rows are in the order of their positions: those before this one are out of the window. */
  private int firstSeen(int position) {
    int row = 0;
    if (shape.window() > 0) {
      while (row < kept && !shape.reaches(position, rows.position(row))) {
        row++;
      }
    }
    return row;
  }
}
