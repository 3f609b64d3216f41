package dev.jeton.llm.draft;

import dev.jeton.kernels.Kernels;
import dev.jeton.llm.Model;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Keeps for every id the ids that the model last found likeliest after it, and grows a tree of them
 * (Luo et al., Token Recycling, arXiv:2408.08696). The table is empty at first, learns from all
 * rows that are checked, right or wrong, and is kept from text to text, on request also on the
 * disk.
 *
 * <p>Where the paper has one fixed tree of 81 rows, here the tree grows by the path that is
 * likeliest to be right, and is cut where the expected number of tokens per cost of the pass is
 * highest; the root alone means that nothing pays. How likely a guess is to be right is counted,
 * for guesses of the same rank and about the same probability.
 *
 * <p>Not in the paper: a second table for pairs of ids is asked first, since what follows two ids
 * is surer than what follows one.
 */
public final class TokenRecycling implements Draft {
  /** Ids kept for each id. */
  public static final int WIDTH = 8;

  private static final int LEVELS = 8; // of probability
  private static final int STREAKS = 5; // 0, 1, 2 or 3, 4 to 7, and more right ones in a row
  private static final int KINDS = STREAKS * WIDTH * LEVELS;
  private static final int PAIRS = 1 << 15;
  private static final int DEEPEST = 12;
  private static final double WORTH = 1.05; // what measured costs and counts may be off by
  private static final double LEAST = 0.01; // chance of a guess that is worth a row

  /** Of what a guess follows. */
  public enum Context {
    /** The id before it, as in the paper. */
    ONE,
    /** The two ids before it where they are known, else one. */
    TWO
  }

  private final int vocabulary;
  private final RecycledRows[] tables; // the first that knows an id is asked
  private final HitRates[] rates;
  private final int[] found = new int[WIDTH];
  private final float[] values = new float[WIDTH];

  // the tree as it grows, and the guesses that may come next: a parent's child of some rank
  private final int[] ids = new int[MOST_ROWS];
  private final int[] parents = new int[MOST_ROWS];
  private final int[] depths = new int[MOST_ROWS];
  private final int[] children = new int[MOST_ROWS]; // where the row of likely next ids begins
  private final int[] tableOf = new int[MOST_ROWS];
  private final int[] streaks = new int[MOST_ROWS];
  private final double[] likely = new double[MOST_ROWS];
  private final int[] openParent = new int[2 * MOST_ROWS + 2];
  private final int[] openRank = new int[2 * MOST_ROWS + 2];
  private final double[] openLikely = new double[2 * MOST_ROWS + 2];
  private int open;
  private int streak; // how many first guesses were right in a row

  /** Empty tables, of pairs and of single ids. */
  public TokenRecycling(int vocabulary) {
    this(vocabulary, Context.TWO);
  }

  /** Empty tables. */
  public TokenRecycling(int vocabulary, Context context) {
    this.vocabulary = vocabulary;
    var ofIds = RecycledRows.ofIds(vocabulary);
    tables =
        context == Context.ONE
            ? new RecycledRows[] {ofIds}
            : new RecycledRows[] {RecycledRows.ofPairs(PAIRS), ofIds};
    rates = new HitRates[tables.length];
    Arrays.setAll(rates, i -> new HitRates(expected()));
  }

  /** The middle of each level; of lower ranks less. */
  private static double[] expected() {
    var expected = new double[KINDS];
    for (int kind = 0; kind < expected.length; kind++) {
      int rank = kind / LEVELS % WIDTH;
      expected[kind] = (kind % LEVELS + 0.5) / LEVELS / (1 + rank);
    }
    return expected;
  }

  private static int kind(int streak, int bucket) {
    return Math.min(STREAKS - 1, 32 - Integer.numberOfLeadingZeros(streak)) * WIDTH * LEVELS
        + bucket;
  }

  @Override
  public DraftTree propose(int[] history, int length, int most, PassCosts costs) {
    open = 0;
    streaks[0] = streak;
    add(0, history[length - 1], -1, length < 2 ? -1 : history[length - 2], 1);
    int size = 1;
    int best = 1;
    double sum = 1;
    double worth = WORTH;
    while (size < Math.min(most, MOST_ROWS) && open > 0) {
      int next = likeliest();
      int parent = openParent[next];
      int rank = openRank[next];
      double chance = openLikely[next];
      open--;
      openParent[next] = openParent[open];
      openRank[next] = openRank[open];
      openLikely[next] = openLikely[open];
      if (chance < LEAST) {
        break;
      }
      offer(parent, rank + 1);
      int id = tables[tableOf[parent]].id(children[parent] + rank);
      streaks[size] = rank == 0 ? streaks[parent] + 1 : 0;
      add(size, id, parent, ids[parent], chance);
      size++;
      sum += chance;
      if (sum / costs.of(size) > worth) {
        worth = sum / costs.of(size);
        best = size;
      }
    }
    return new DraftTree(Arrays.copyOf(ids, best), Arrays.copyOf(parents, best));
  }

  private int likeliest() {
    int next = 0;
    for (int i = 1; i < open; i++) {
      if (openLikely[i] > openLikely[next]) {
        next = i;
      }
    }
    return next;
  }

  /** Adds a row to the tree, and its likeliest child to what may come next. */
  private void add(int row, int id, int parent, int before, double chance) {
    ids[row] = id;
    parents[row] = parent;
    depths[row] = parent < 0 ? 0 : depths[parent] + 1;
    likely[row] = chance;
    int table = table(before, id);
    tableOf[row] = table;
    children[row] = table < 0 ? -1 : tables[table].find(before, id);
    if (depths[row] < DEEPEST) {
      offer(row, 0);
    }
  }

  /** The first table that knows what may follow, or −1. */
  private int table(int before, int id) {
    for (int t = 0; t < tables.length; t++) {
      if (tables[t].find(before, id) >= 0) {
        return t;
      }
    }
    return -1;
  }

  private void offer(int parent, int rank) {
    if (children[parent] < 0 || rank >= WIDTH) {
      return;
    }
    var table = tables[tableOf[parent]];
    int at = children[parent] + rank;
    if (table.id(at) >= 0) {
      openParent[open] = parent;
      openRank[open] = rank;
      openLikely[open] =
          likely[parent] * rates[tableOf[parent]].of(kind(streaks[parent], table.bucket(at)));
      open++;
    }
  }

  @Override
  public void observe(int[] history, int length) {
    if (length < 2) {
      return;
    }
    int before = length < 3 ? -1 : history[length - 3];
    int id = history[length - 2];
    int next = history[length - 1];
    int first = table(before, id);
    boolean right = first >= 0 && tables[first].id(tables[first].find(before, id)) == next;
    for (int t = 0; t < tables.length; t++) {
      int from = tables[t].find(before, id);
      for (int i = 0; from >= 0 && i < WIDTH && tables[t].id(from + i) >= 0; i++) {
        int kind = kind(streak, tables[t].bucket(from + i));
        rates[t].count(kind, tables[t].id(from + i) == next);
      }
    }
    streak = right ? streak + 1 : 0;
  }

  @Override
  public void learn(int before, int id, float[] logits, int from, int size) {
    int count = Kernels.topK(logits, from, from + size, WIDTH, found, values);
    double all = 0;
    for (int i = 0; i < count; i++) {
      all += Math.exp(values[i] - values[0]);
    }
    for (var table : tables) {
      int at = table.take(before, id);
      for (int i = 0; i < WIDTH; i++) {
        boolean known = i < count;
        double share = known ? Math.exp(values[i] - values[0]) / all : 0;
        table.set(at + i, known ? found[i] - from : -1, bucket(i, share));
      }
    }
  }

  /**
   * The kind of a guess.
   *
   * @param share its probability beside that of all kept with it
   */
  private static int bucket(int rank, double share) {
    return rank * LEVELS + (int) Math.min(LEVELS - 1, share * LEVELS);
  }

  /** What follows in the text counts as likeliest, where the model has said nothing. */
  @Override
  public void read(int[] text) {
    for (int i = 1; i < text.length; i++) {
      for (var table : tables) {
        int at = table.take(i < 2 ? -1 : text[i - 2], text[i - 1]);
        table.putFirst(at, text[i], bucket(0, 0.5));
      }
    }
  }

  /** Bytes of the tables. */
  public long bytes() {
    return Arrays.stream(tables).mapToLong(RecycledRows::bytes).sum();
  }

  /**
   * Writes what it has learnt from {@code model} to a file, whole or not at all, from which {@link
   * #restore} goes on. Pairs of ids and what followed them tell of the texts that were said.
   */
  public void save(Path file, Model model) throws IOException {
    if (vocabulary != model.shape().vocabulary()) {
      throw new IllegalArgumentException(
          "expected a draft of the model's %d ids, found one of %d"
              .formatted(model.shape().vocabulary(), vocabulary));
    }
    RecyclingFile.write(file, model, this);
  }

  /**
   * A draft that {@link #save} has written: it guesses as that one would.
   *
   * @throws dev.jeton.llm.ModelException if the file holds none, is broken, or is of another model
   */
  public static TokenRecycling restore(Path file, Model model) throws IOException {
    return RecyclingFile.read(file, model);
  }

  /** Most bytes that {@link #write} writes. */
  static long mostBytes(int vocabulary) {
    return 2 * (4 + 16L * KINDS)
        + RecycledRows.mostBytes(PAIRS)
        + RecycledRows.mostBytes(vocabulary);
  }

  /** Writes of what guesses follow, right ones in a row, and of each table its rates and rows. */
  void write(DataOutput out) throws IOException {
    out.writeInt(tables.length);
    out.writeInt(streak);
    for (int t = 0; t < tables.length; t++) {
      rates[t].write(out);
      tables[t].write(out);
    }
  }

  /** What was written. */
  static TokenRecycling read(DataInput in, int vocabulary) throws IOException {
    int tables = in.readInt();
    int streak = in.readInt();
    if (tables < 1 || tables > Context.values().length || streak < 0) {
      throw RecyclingFile.broken("%d tables, %d in a row".formatted(tables, streak));
    }
    var draft = new TokenRecycling(vocabulary, Context.values()[tables - 1]);
    draft.streak = streak;
    for (int t = 0; t < tables; t++) {
      draft.rates[t].read(in);
      draft.tables[t].read(in, vocabulary, WIDTH * LEVELS - 1);
    }
    return draft;
  }
}
