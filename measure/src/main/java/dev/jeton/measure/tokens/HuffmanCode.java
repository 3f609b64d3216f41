package dev.jeton.measure.tokens;

import java.util.PriorityQueue;

/** Lengths of the best code that gives each id a whole number of bits (Huffman 1952). */
public final class HuffmanCode {
  private record Node(long count, int number) {}

  private final long[] counts;
  private final int[] lengths;

  private HuffmanCode(long[] counts, int[] lengths) {
    this.counts = counts;
    this.lengths = lengths;
  }

  /**
   * The code for ids that occur so often.
   *
   * @param counts by id, none negative; ids that do not occur get no code
   */
  public static HuffmanCode of(long[] counts) {
    var queue =
        new PriorityQueue<Node>(
            (a, b) ->
                a.count != b.count
                    ? Long.compare(a.count, b.count)
                    : Integer.compare(a.number, b.number));
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] > 0) {
        queue.add(new Node(counts[id], id));
      }
    }
    var parents = new int[2 * counts.length];
    int next = counts.length;
    while (queue.size() > 1) {
      var a = queue.remove();
      var b = queue.remove();
      parents[a.number] = next;
      parents[b.number] = next;
      queue.add(new Node(a.count + b.count, next++));
    }
    var depths = new int[next];
    var lengths = new int[counts.length];
    for (int node = next - 2; node >= 0; node--) {
      boolean leaf = node < counts.length;
      if (!leaf || counts[node] > 0 && next > counts.length) {
        depths[node] = depths[parents[node]] + 1;
      }
      if (leaf) {
        lengths[node] = depths[node];
      }
    }
    return new HuffmanCode(counts.clone(), lengths);
  }

  /** Bits of the code of {@code id}; 0 where it has none, or is the only one. */
  public int length(int id) {
    return lengths[id];
  }

  /** Mean bits per token, without the table of the code; 0 where there are no tokens. */
  public double bitsPerToken() {
    double bits = 0;
    double tokens = 0;
    for (int id = 0; id < counts.length; id++) {
      bits += (double) counts[id] * lengths[id];
      tokens += counts[id];
    }
    return tokens == 0 ? 0 : bits / tokens;
  }
}
