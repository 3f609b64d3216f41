package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.llm.kv.Ancestors;
import dev.jeton.llm.kv.KvCache;
import java.util.Arrays;
import java.util.stream.IntStream;

/** One sequence of tokens that a model has read. Not thread-safe. */
public final class Session {
  private static final int AT_ONCE = 256;

  private final Model model;
  private final KvCache cache;
  private final int context;
  private final long bytesPerRow;
  private int[] ids = new int[64];
  private int length;
  private float[] logits = {};
  private int[] drafted = {};
  private float[] looked = {};

  Session(Model model, KvCache cache, int context, long bytesPerRow) {
    this.model = model;
    this.cache = cache;
    this.context = context;
    this.bytesPerRow = bytesPerRow;
  }

  /** The model that reads. */
  public Model model() {
    return model;
  }

  /** How many tokens it has. */
  public int length() {
    return length;
  }

  /** How many tokens it may have at most. */
  public int context() {
    return context;
  }

  /** Its tokens. */
  public int[] ids() {
    return Arrays.copyOf(ids, length);
  }

  /** Token number {@code index}. */
  int id(int index) {
    return ids[index];
  }

  /** Bytes of its cache. */
  public long bytes() {
    return cache.bytes();
  }

  /**
   * Reads more tokens; {@link #logits} then speaks of the one after the last.
   *
   * @throws ModelException if one is no id of the model, or the context is full
   */
  public void append(int... more) {
    read(more, false);
  }

  /**
   * Reads more tokens.
   *
   * @return {@code [more.length][vocabulary]}: after each, the logits of the next
   */
  public float[] appendAll(int... more) {
    return read(more, true);
  }

  private float[] read(int[] more, boolean all) {
    check(more);
    int vocabulary = model.shape().vocabulary();
    var rows = new float[all ? Math.multiplyExact(more.length, vocabulary) : 0];
    for (int from = 0; from < more.length; from += AT_ONCE) {
      int to = Math.min(more.length, from + AT_ONCE);
      float[] found = forward(Arrays.copyOfRange(more, from, to), all ? to - from : 1);
      if (all) {
        System.arraycopy(found, 0, rows, from * vocabulary, found.length);
      }
      logits = Arrays.copyOfRange(found, found.length - vocabulary, found.length);
    }
    return rows;
  }

  private float[] forward(int[] part, int asked) {
    var chain = Ancestors.chain(part.length);
    float[] found = pending(part, chain, asked);
    cache.commit(IntStream.range(0, part.length).toArray());
    add(part);
    return found;
  }

  private float[] pending(int[] part, Ancestors mask, int asked) {
    var positions = new int[part.length];
    for (int i = 0; i < part.length; i++) {
      positions[i] = length + mask.depth(i);
    }
    float[] found = model.transformer().forward(part, positions, mask, cache, asked);
    for (float logit : found) {
      if (Float.isNaN(logit)) {
        cache.commit();
        throw new ModelException(
            "a logit after token %d is NaN: the weights hold NaN or infinities"
                .formatted(length + part.length - 1));
      }
    }
    return found;
  }

  private void add(int[] part) {
    if (length + part.length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, length + part.length));
    }
    System.arraycopy(part, 0, ids, length, part.length);
    length += part.length;
  }

  /**
   * Looks at several continuations at once, in one forward pass; {@link #keep} must follow.
   *
   * @param draft ids, of which each stands behind its parent
   * @param tree who is whose parent; the context must have room for all of them
   * @return {@code [draft.length][vocabulary]}: after each, the logits of the next
   */
  public float[] look(int[] draft, Ancestors tree) {
    if (tree.rows() != draft.length) {
      throw new IllegalArgumentException(
          "expected a tree of %d ids, found %d".formatted(draft.length, tree.rows()));
    }
    check(draft);
    drafted = draft.clone();
    looked = pending(draft, tree, draft.length);
    return looked;
  }

  /**
   * Keeps of what was looked at the ids of these rows and drops the others, as if they alone had
   * been read.
   *
   * @param path rows of the draft from a first one downwards, each the parent of the next; none to
   *     drop all
   */
  public void keep(int... path) {
    cache.commit(path);
    if (path.length > 0) {
      int vocabulary = model.shape().vocabulary();
      int from = path[path.length - 1] * vocabulary;
      logits = Arrays.copyOfRange(looked, from, from + vocabulary);
      add(Arrays.stream(path).map(row -> drafted[row]).toArray());
    }
    drafted = new int[0];
    looked = new float[0];
  }

  private void check(int[] more) {
    if (more.length > context - length) {
      throw new ModelException(
          "expected at most %d more tokens in a context of %d, found %d"
              .formatted(context - length, context, more.length));
    }
    int vocabulary = model.shape().vocabulary();
    for (int id : more) {
      if (id < 0 || id >= vocabulary) {
        throw new ModelException("expected ids of 0 to %d, found %d".formatted(vocabulary - 1, id));
      }
    }
    if (bytesPerRow * more.length > 1 << 20) {
      Memory.require(bytesPerRow * more.length, "%d more tokens".formatted(more.length));
    }
  }

  /**
   * The logits of the token that comes next, {@code [vocabulary]}.
   *
   * @throws IllegalStateException if nothing was read since the beginning or a {@link #truncate}
   */
  public float[] logits() {
    if (logits.length == 0) {
      throw new IllegalStateException("expected a token before the logits, found none");
    }
    return logits.clone();
  }

  /** Writes the logits of the token that comes next, as {@link #logits()}. */
  void logits(float[] into) {
    if (logits.length == 0) {
      throw new IllegalStateException("expected a token before the logits, found none");
    }
    System.arraycopy(logits, 0, into, 0, logits.length);
  }

  /** The log-probability of each id as the next one, {@code [vocabulary]}. */
  public float[] logProbabilities() {
    float[] values = logits();
    float sum = Kernels.logSumExp(values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] -= sum;
    }
    return values;
  }

  /** A session that goes on from here on its own; what was read so far is shared. */
  public Session fork() {
    var fork = new Session(model, cache.fork(), context, bytesPerRow);
    fork.ids = ids.clone();
    fork.length = length;
    fork.logits = logits;
    return fork;
  }

  /** Forgets the tokens from number {@code to} on. */
  public void truncate(int to) {
    if (to < 0 || to > length) {
      throw new ModelException("expected a length of 0 to %d, found %d".formatted(length, to));
    }
    cache.truncate(to);
    if (to < length) {
      logits = new float[0];
    }
    length = to;
  }
}
