package dev.jeton.llm;

import dev.jeton.generate.Candidates;
import dev.jeton.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws one token after the other from logits; knows what came before. */
final class Chooser {
  /** What is given instead of an id that ends the text. */
  static final int END = -1;

  private final Sampling sampling;
  private final Candidates candidates;
  private final RandomGenerator random;
  private final @Nullable Constraint constraint;
  private final int[] ends;
  private final int[] biased;
  private final float[] bias;
  private final int vocabulary;
  private final float[] logits;
  private final int[] counts;
  private int[] history;
  private int length;

  /**
   * @param ends ids that end a text
   * @param history what came before
   */
  Chooser(
      Sampling sampling,
      @Nullable Constraint constraint,
      Set<Integer> ends,
      int[] history,
      int vocabulary,
      RandomGenerator random) {
    this.sampling = sampling;
    this.constraint = constraint;
    this.random = random;
    this.history = Arrays.copyOf(history, history.length + 64);
    this.length = history.length;
    this.vocabulary = vocabulary;
    this.ends = ends.stream().filter(id -> id < vocabulary).mapToInt(id -> id).toArray();
    candidates = new Candidates(sampling.sampler());
    logits = new float[vocabulary];
    counts = new int[vocabulary];
    biased = sampling.bias().keySet().stream().mapToInt(id -> id).toArray();
    bias = new float[biased.length];
    for (int i = 0; i < biased.length; i++) {
      bias[i] = sampling.bias().getOrDefault(biased[i], 0.0).floatValue();
      if (biased[i] < 0 || biased[i] >= vocabulary) {
        throw new ModelException(
            "a bias: expected ids of 0 to %d, found %d".formatted(vocabulary - 1, biased[i]));
      }
    }
  }

  /**
   * The next id, or {@link #END}.
   *
   * @param found logits {@code [vocabulary]} from {@code from} on; left as they are
   * @param left how many tokens there may be, this one among them
   */
  int choose(float[] found, int from, int left) {
    prepare(found, from);
    int id;
    if (constraint == null) {
      id = candidates.choose(logits, 0, vocabulary).draw(random);
    } else {
      id = constrained(constraint, left, found, from);
    }
    if (isEnd(id)) {
      return END;
    }
    if (constraint != null) {
      constraint.accept(id);
    }
    add(id);
    return id;
  }

  private void prepare(float[] found, int from) {
    System.arraycopy(found, from, logits, 0, vocabulary);
    for (int i = 0; i < biased.length; i++) {
      logits[biased[i]] += bias[i];
    }
    sampling.penalties().apply(logits, history, length, counts);
  }

  private int constrained(Constraint limits, int left, float[] found, int from) {
    if (!goesOn(limits, limits.mask(logits, ends))) {
      return END;
    }
    int id = candidates.choose(logits, 0, vocabulary).draw(random);
    if (isEnd(id) || limits.fits(id, left - 1)) {
      return id;
    }
    prepare(found, from);
    boolean more = limits.mask(logits, ends, left - 1);
    if (!more && !limits.mayEnd()) { // there never was room enough
      prepare(found, from);
      more = limits.mask(logits, ends);
    }
    return goesOn(limits, more) ? candidates.choose(logits, 0, vocabulary).draw(random) : END;
  }

  /** Whether there is anything but to end here. */
  private boolean goesOn(Constraint limits, boolean more) {
    boolean mayEnd = limits.mayEnd();
    if (!more && !mayEnd) {
      throw new ModelException("no token of the vocabulary goes on in the grammar");
    }
    if (!more) {
      return false;
    }
    for (float logit : logits) {
      if (logit != Float.NEGATIVE_INFINITY) {
        return true;
      }
    }
    if (!mayEnd) {
      throw new ModelException("the bias forbids all tokens that go on in the grammar");
    }
    return false;
  }

  private boolean isEnd(int id) {
    if (id == END) {
      return true;
    }
    for (int end : ends) {
      if (end == id) {
        return true;
      }
    }
    return false;
  }

  private void add(int id) {
    if (length == history.length) {
      history = Arrays.copyOf(history, 2 * length);
    }
    history[length++] = id;
  }

  /** What came before, and what was chosen since; {@link #length} of them. */
  int[] history() {
    return history;
  }

  int length() {
    return length;
  }

  /** The id just chosen with its probability and the {@code best} likeliest. */
  static Choice choice(int id, float[] found, int from, int vocabulary, int best) {
    float sum = Kernels.logSumExp(found, from, from + vocabulary);
    List<Choice.Candidate> list = new ArrayList<>();
    if (best > 0) {
      var ids = new int[best];
      var values = new float[best];
      int count = Kernels.topK(found, from, from + vocabulary, best, ids, values);
      for (int i = 0; i < count; i++) {
        list.add(new Choice.Candidate(ids[i] - from, values[i] - sum));
      }
    }
    return new Choice(id, found[from + id] - sum, list);
  }
}
