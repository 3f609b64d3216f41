package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.llm.kv.Ancestors;
import dev.jeton.llm.kv.FullCache;
import dev.jeton.llm.kv.KvCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** One sequence of tokens that a model has read. Not thread-safe. */
public final class Session {
  private static final int AT_ONCE = 256;
  private static final int[] FIRST = {0};
  private static final int[] NONE = {};
  private static final float[] NO_LOGITS = {};

  private final Model model;
  private final KvCache cache;
  private final int context;
  private final long bytesPerRow;
  private final Pass single; // one token after the other, without new objects
  private final List<Pass> alone;
  private final Transformer.Check unlessCancelled = this::goOn;
  private int[] ids = new int[64];
  private int length;
  private float[] logits = NO_LOGITS;
  private int[] drafted = NONE;
  private float[] looked = NO_LOGITS;
  private boolean read; // whether the logits are those after the last token
  private volatile boolean cancelled;

  Session(Model model, KvCache cache, int context, long bytesPerRow) {
    this.model = model;
    this.cache = cache;
    this.context = context;
    this.bytesPerRow = bytesPerRow;
    single = Pass.chain(new int[1], cache, 1);
    alone = List.of(single);
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

  /** Reads one more token, as {@link #append(int...)}. */
  public void append(int id) {
    single.ids()[0] = id;
    single.positions()[0] = length;
    check(single.ids());
    read = false;
    pending(alone, room());
    commit(single.ids());
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
      int asked = all ? to - from : 1;
      float[] found = all ? new float[asked * vocabulary] : room();
      int[] part = Arrays.copyOfRange(more, from, to);
      read = false;
      pending(List.of(Pass.chain(part, cache, asked)), found);
      if (all) {
        System.arraycopy(found, 0, rows, from * vocabulary, found.length);
        System.arraycopy(found, found.length - vocabulary, room(), 0, vocabulary);
      }
      commit(part);
    }
    return rows;
  }

  private float[] room() {
    if (logits.length == 0) {
      logits = new float[model.shape().vocabulary()];
    }
    return logits;
  }

  private void pending(List<Pass> pass, float[] found) {
    try {
      model.transformer().forward(pass, found, unlessCancelled);
      checkNumbers(found, 0, pass.getFirst());
    } catch (RuntimeException | Error e) {
      drop();
      throw e;
    }
  }

  /** Forgets what is pending. */
  void drop() {
    cache.truncate(length);
  }

  /** What a batch reads for this session; {@link #take} or {@link #drop} follows. */
  Pass pass(int[] more, int from, int count) {
    return Pass.chain(Arrays.copyOfRange(more, from, from + count), cache, 1);
  }

  /** Takes what a batch has read, and the logits from {@code from} on. */
  void take(Pass pass, float[] found, int from) {
    try {
      checkNumbers(found, from, pass);
    } catch (RuntimeException e) {
      drop();
      throw e;
    }
    System.arraycopy(found, from, room(), 0, model.shape().vocabulary());
    commit(pass.ids());
  }

  private void checkNumbers(float[] found, int from, Pass pass) {
    int end = from + pass.asked() * model.shape().vocabulary();
    float sum = Kernels.sum(found, from, end); // of any NaN it is NaN, and rarely otherwise
    for (int i = from; Float.isNaN(sum) && i < end; i++) {
      if (Float.isNaN(found[i])) {
        throw new ModelException(
            "a logit after token %d is NaN: the weights hold NaN or infinities"
                .formatted(length + pass.rows() - 1));
      }
    }
  }

  private void commit(int[] part) {
    cache.commit(part.length == 1 ? FIRST : IntStream.range(0, part.length).toArray());
    add(part);
    read = true;
  }

  /** Throws if it was cancelled. */
  void goOn() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      cancelled = false;
      throw new CancellationException("reading was cancelled");
    }
  }

  /**
   * Makes an {@link #append} that is under way, or the next one, end with a {@link
   * CancellationException} before its next layer; tokens of a part that was not read to its end are
   * forgotten. So does an interrupt of the reading thread. May be called from any thread.
   */
  public void cancel() {
    cancelled = true;
  }

  private void add(int[] part) {
    grow(part.length);
    System.arraycopy(part, 0, ids, length, part.length);
    length += part.length;
  }

  /** Makes room for so many ids. */
  private void grow(int more) {
    if (length + more > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, length + more));
    }
  }

  /**
   * Looks at several continuations at once, in one forward pass; {@link #keep} must follow.
   *
   * @param draft ids, of which each stands behind its parent
   * @param tree who is whose parent; the context must have room for all of them
   * @return {@code [draft.length][vocabulary]}: after each, the logits of the next
   */
  public float[] look(int[] draft, Ancestors tree) {
    var found = new float[Math.multiplyExact(draft.length, model.shape().vocabulary())];
    look(draft, tree, found);
    return found;
  }

  /**
   * As {@link #look(int[], Ancestors)}.
   *
   * @param into written, {@code [draft.length][vocabulary]}; stays as it is until {@link #keep}
   */
  public void look(int[] draft, Ancestors tree, float[] into) {
    if (tree.rows() != draft.length) {
      throw new IllegalArgumentException(
          "expected a tree of %d ids, found %d".formatted(draft.length, tree.rows()));
    }
    check(draft);
    drafted = draft.clone();
    looked = into;
    pending(List.of(Pass.tree(drafted, tree, cache)), looked);
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
      System.arraycopy(looked, from, room(), 0, vocabulary);
      read = true;
      grow(path.length);
      for (int row : path) {
        ids[length++] = drafted[row];
      }
    }
    drafted = NONE;
    looked = NO_LOGITS;
  }

  void check(int[] more) {
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
    return lastLogits().clone();
  }

  /** Writes the logits of the token that comes next, as {@link #logits()}. */
  public void logits(float[] into) {
    System.arraycopy(lastLogits(), 0, into, 0, logits.length);
  }

  private float[] lastLogits() {
    if (!read) {
      throw new IllegalStateException("expected a token before the logits, found none");
    }
    return logits;
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

  /**
   * Writes it to a file, whole or not at all, from which {@link Model#restore} goes on.
   *
   * @throws IllegalStateException if a draft is looked at and not yet kept
   */
  public void save(Path file) throws IOException {
    if (cache.pending() > 0 || !(cache instanceof FullCache full)) {
      throw new IllegalStateException("expected a session that is not in the middle of a draft");
    }
    float[] known = read ? logits : new float[0];
    SessionFile.write(
        file, model.fingerprint(), new SessionFile.Stored(context, ids(), full, known));
  }

  /** Goes on from what was stored. */
  static Session of(Model model, SessionFile.Stored stored, long bytesPerRow) {
    var session = new Session(model, stored.cache(), stored.context(), bytesPerRow);
    session.add(stored.ids());
    session.read = stored.logits().length > 0;
    session.logits = stored.logits();
    return session;
  }

  /** A session that goes on from here on its own; what was read so far is shared. */
  public Session fork() {
    var fork = new Session(model, cache.fork(), context, bytesPerRow);
    fork.ids = ids.clone();
    fork.length = length;
    fork.logits = logits.clone();
    fork.read = read;
    return fork;
  }

  /** Forgets the tokens from number {@code to} on. */
  public void truncate(int to) {
    if (to < 0 || to > length) {
      throw new ModelException("expected a length of 0 to %d, found %d".formatted(length, to));
    }
    cache.truncate(to);
    if (to < length) {
      read = false;
    }
    length = to;
  }
}
