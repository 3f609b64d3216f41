package dev.jeton.text.train;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.DoubleArray;
import java.util.Arrays;

/**
 * All ways to cut a word into pieces: an edge for each piece at each place. Kept by one thread from
 * word to word.
 */
final class Lattice {
  /** Sums below 1/SCALE are multiplied by it, so that long words do not underflow. */
  private static final double SCALE = 0x1p512;

  private final PieceModel model;
  private final double[] probabilities;

  // edges in the order of their starts
  private int edges;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] pieces = new int[64];

  // by place, 0 to length
  private int length;
  private double[] forward = new double[0]; // sum over ways from 0; over SCALE to the power of …
  private int[] forwardScale = new int[0];
  private double[] backward = new double[0]; // sum over ways to the end
  private int[] backwardScale = new int[0];
  private double[] best = new double[0];
  private int[] bestEdge = new int[0];

  Lattice(PieceModel model) {
    this.model = model;
    probabilities = Arrays.stream(model.scores()).map(StrictMath::exp).toArray();
  }

  /** Takes the word {@code bytes[from, to)}, whose characters all are pieces. */
  void read(byte[] bytes, int from, int to) {
    length = to - from;
    edges = 0;
    if (forward.length <= length) {
      int places = Math.max(length + 1, 2 * forward.length);
      forward = new double[places];
      forwardScale = new int[places];
      backward = new double[places];
      backwardScale = new int[places];
      best = new double[places];
      bestEdge = new int[places];
    }
    var trie = model.trie();
    for (int at = from; at < to; at += CodePoints.length(bytes[at])) {
      long node = trie.root();
      for (int end = at; end < to; ) {
        node = trie.child(node, bytes[end++]);
        if (node == DoubleArray.NONE) {
          break;
        }
        int piece = DoubleArray.value(node);
        if (piece >= 0 && model.scores()[piece] > Double.NEGATIVE_INFINITY) {
          add(at - from, end - from, piece);
        }
      }
    }
  }

  private void add(int start, int end, int piece) {
    if (edges == starts.length) {
      starts = Arrays.copyOf(starts, 2 * edges);
      ends = Arrays.copyOf(ends, 2 * edges);
      pieces = Arrays.copyOf(pieces, 2 * edges);
    }
    starts[edges] = start;
    ends[edges] = end;
    pieces[edges++] = piece;
  }

  /**
   * Adds to {@code expected} how often each piece is expected in {@code count} such words, if all
   * ways to cut one are weighed by their probabilities (Kudo 2018, arXiv:1804.10959, section 3.2).
   *
   * @return the logarithm of the word's probability
   */
  double expect(double count, double[] expected) {
    forward();
    backward();
    double all = forward[length];
    for (int e = 0; e < edges; e++) {
      int start = starts[e];
      int end = ends[e];
      int scale = forwardScale[start] + backwardScale[end] - forwardScale[length];
      double share = forward[start] * probabilities[pieces[e]] / all * backward[end];
      expected[pieces[e]] += count * (scale == 0 ? share : Math.scalb(share, -512 * scale));
    }
    return StrictMath.log(all) - forwardScale[length] * StrictMath.log(SCALE);
  }

  private void forward() {
    Arrays.fill(forward, 0, length + 1, 0);
    forward[0] = 1;
    int scale = 0;
    int furthest = 0;
    for (int e = 0; e < edges; ) {
      int start = starts[e];
      if (forward[start] < 1 / SCALE) {
        scale(forward, start, furthest);
        scale++;
      }
      forwardScale[start] = scale;
      for (; e < edges && starts[e] == start; e++) {
        forward[ends[e]] += forward[start] * probabilities[pieces[e]];
        furthest = Math.max(furthest, ends[e]);
      }
    }
    forwardScale[length] = scale;
  }

  private void backward() {
    Arrays.fill(backward, 0, length + 1, 0);
    backward[length] = 1;
    backwardScale[length] = 0;
    int scale = 0;
    for (int e = edges - 1; e >= 0; ) {
      int start = starts[e];
      for (; e >= 0 && starts[e] == start; e--) {
        double there =
            backwardScale[ends[e]] == scale
                ? backward[ends[e]]
                : Math.scalb(backward[ends[e]], 512 * (scale - backwardScale[ends[e]]));
        backward[start] += there * probabilities[pieces[e]];
      }
      if (backward[start] < 1 / SCALE) {
        backward[start] *= SCALE;
        scale++;
      }
      backwardScale[start] = scale;
    }
  }

  private static void scale(double[] sums, int from, int to) {
    for (int i = from; i <= to; i++) {
      sums[i] *= SCALE;
    }
  }

  /**
   * The most probable way; of equally probable ones that whose last piece is longest.
   *
   * @param withoutWhole not the word as one piece
   * @return the logarithm of its probability, −∞ if there is none
   */
  double findBest(boolean withoutWhole) {
    Arrays.fill(best, 0, length + 1, Double.NEGATIVE_INFINITY);
    best[0] = 0;
    for (int e = 0; e < edges; e++) {
      double score = best[starts[e]] + model.scores()[pieces[e]];
      boolean whole = starts[e] == 0 && ends[e] == length;
      if (score > best[ends[e]] && !(whole && withoutWhole)) {
        best[ends[e]] = score;
        bestEdge[ends[e]] = e;
      }
    }
    return best[length];
  }

  /** The pieces of the way that was found, the last one first. */
  int[] best() {
    int[] found = new int[length];
    int n = 0;
    for (int at = length; at > 0; at = starts[bestEdge[at]]) {
      found[n++] = pieces[bestEdge[at]];
    }
    return Arrays.copyOf(found, n);
  }
}
