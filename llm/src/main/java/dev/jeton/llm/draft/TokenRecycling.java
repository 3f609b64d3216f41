package dev.jeton.llm.draft;

import dev.jeton.kernels.Kernels;
import java.util.Arrays;

/**
 * Keeps for every id the ids that the model last found likeliest after it, and grows a tree of them
 * (Luo et al., Token Recycling, arXiv:2408.08696). The table is empty at first, learns from all
 * rows that are checked, right or wrong, and is kept from text to text.
 *
 * <p>Where the paper has one fixed tree of 81 rows, here the tree grows by the path that is
 * likeliest to be right, and is cut where the expected number of tokens per cost of the pass is
 * highest; the root alone means that nothing pays. How likely a guess is to be right is counted by
 * its rank, or by the probability with which it was stored.
 */
public final class TokenRecycling implements Draft {
  /** Ids kept for each id. */
  public static final int WIDTH = 8;

  private static final int BUCKETS = 16;
  private static final int DEEPEST = 12;
  private static final double WORTH = 1.1; // what measured costs and counts may be off by
  private static final double FORGET = 4000;

  /** What says how likely a guess is. */
  public enum Confidence {
    /** Its place among the ids after the same one. */
    RANK,
    /** The probability that the model gave it then. */
    PROBABILITY
  }

  private final int vocabulary;
  private final Confidence confidence;
  private final int[] table; // [vocabulary][WIDTH], −1 for none
  private final byte[] buckets; // [vocabulary][WIDTH]
  private final double[] tries = new double[BUCKETS];
  private final double[] hits = new double[BUCKETS];
  private final int[] found = new int[WIDTH];
  private final float[] values = new float[WIDTH];

  // the tree as it grows, and the guesses that may come next: a parent's child of some rank
  private final int[] ids = new int[MOST_ROWS];
  private final int[] parents = new int[MOST_ROWS];
  private final int[] depths = new int[MOST_ROWS];
  private final double[] likely = new double[MOST_ROWS];
  private final int[] openParent = new int[2 * MOST_ROWS + 2];
  private final int[] openRank = new int[2 * MOST_ROWS + 2];
  private final double[] openLikely = new double[2 * MOST_ROWS + 2];

  /** An empty table, with guesses weighed by their probability. */
  public TokenRecycling(int vocabulary) {
    this(vocabulary, Confidence.PROBABILITY);
  }

  /** An empty table. */
  public TokenRecycling(int vocabulary, Confidence confidence) {
    this.vocabulary = vocabulary;
    this.confidence = confidence;
    table = new int[Math.multiplyExact(vocabulary, WIDTH)];
    Arrays.fill(table, -1);
    buckets = new byte[table.length];
    for (int b = 0; b < BUCKETS; b++) {
      tries[b] = 4; // as if seen before: likelier where the model was surer, or the rank is low
      hits[b] =
          4 * (confidence == Confidence.PROBABILITY ? (b + 0.5) / BUCKETS : 0.4 / (1 + b * b));
    }
  }

  @Override
  public DraftTree propose(int[] history, int length, int most, PassCosts costs) {
    int root = history[length - 1];
    ids[0] = root;
    parents[0] = -1;
    depths[0] = 0;
    likely[0] = 1;
    int open = offer(0, 0, 0);
    int size = 1;
    int best = 1;
    double sum = 1;
    double worth = WORTH;
    while (size < Math.min(most, MOST_ROWS) && open > 0) {
      int next = 0;
      for (int i = 1; i < open; i++) {
        if (openLikely[i] > openLikely[next]) {
          next = i;
        }
      }
      int parent = openParent[next];
      int rank = openRank[next];
      double chance = openLikely[next];
      open--;
      openParent[next] = openParent[open];
      openRank[next] = openRank[open];
      openLikely[next] = openLikely[open];
      if (chance < 0.01) {
        break;
      }
      ids[size] = table[ids[parent] * WIDTH + rank];
      parents[size] = parent;
      depths[size] = depths[parent] + 1;
      likely[size] = chance;
      open = offer(parent, rank + 1, open);
      open = depths[size] < DEEPEST ? offer(size, 0, open) : open;
      size++;
      sum += chance;
      if (sum / costs.of(size) > worth) {
        worth = sum / costs.of(size);
        best = size;
      }
    }
    return new DraftTree(Arrays.copyOf(ids, best), Arrays.copyOf(parents, best));
  }

  private int offer(int parent, int rank, int open) {
    int at = ids[parent] * WIDTH + rank;
    if (rank >= WIDTH || table[at] < 0) {
      return open;
    }
    openParent[open] = parent;
    openRank[open] = rank;
    openLikely[open] = likely[parent] * hits[buckets[at]] / tries[buckets[at]];
    return open + 1;
  }

  @Override
  public void observe(int[] history, int length) {
    if (length < 2) {
      return;
    }
    int from = history[length - 2] * WIDTH;
    int next = history[length - 1];
    for (int i = from; i < from + WIDTH && table[i] >= 0; i++) {
      int b = buckets[i];
      tries[b]++;
      hits[b] += table[i] == next ? 1 : 0;
      if (tries[b] > FORGET) {
        tries[b] /= 2;
        hits[b] /= 2;
      }
    }
  }

  @Override
  public void learn(int id, float[] logits, int from, int size) {
    int count = Kernels.topK(logits, from, from + size, WIDTH, found, values);
    float all =
        confidence == Confidence.PROBABILITY ? Kernels.logSumExp(logits, from, from + size) : 0;
    for (int i = 0; i < WIDTH; i++) {
      int at = id * WIDTH + i;
      table[at] = i < count ? found[i] - from : -1;
      buckets[at] = (byte) bucket(i, i < count ? Math.exp(values[i] - all) : 0);
    }
  }

  private int bucket(int rank, double probability) {
    return confidence == Confidence.RANK
        ? rank
        : (int) Math.min(BUCKETS - 1, probability * BUCKETS);
  }

  /** What follows an id in the text counts as its likeliest, where the model has said nothing. */
  @Override
  public void read(int[] text) {
    for (int i = 1; i < text.length; i++) {
      int at = text[i - 1] * WIDTH;
      int rank = 0;
      while (rank < WIDTH - 1 && table[at + rank] >= 0 && table[at + rank] != text[i]) {
        rank++;
      }
      System.arraycopy(table, at, table, at + 1, rank);
      System.arraycopy(buckets, at, buckets, at + 1, rank);
      table[at] = text[i];
      buckets[at] = (byte) bucket(0, 0.5);
    }
  }

  /** Bytes of the table. */
  public long bytes() {
    return 5L * vocabulary * WIDTH;
  }
}
