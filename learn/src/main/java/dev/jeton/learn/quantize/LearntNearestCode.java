package dev.jeton.learn.quantize;

import dev.jeton.core.Vocabulary;
import dev.jeton.learn.TrainingException;
import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.learn.quantize.CodeLearning.Way;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.KMeans;
import dev.jeton.quantize.NearestCode;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trainable twin of {@link NearestCode}: the nearest code of one codebook, learnt as {@link
 * CodeLearning} says. Its terms:
 *
 * <pre>
 * codebook    mean (sg(z) − e)²            unless codes are moving averages
 * commitment  β mean (z − sg(e))²
 * entropy     weight · (mean H(p) − H(mean p)), p = softmax(−‖z − e‖² / temperature)
 * </pre>
 *
 * Memory is for {@code (n + size) · dim} numbers; the entropy term's time is for {@code n · size}.
 * One thread at a time.
 */
public final class LearntNearestCode implements TrainableQuantizer {
  private static final int KMEANS_ITERATIONS = 10;

  /** Numbers per vector and code at a time: 2 MB, which caches hold. */
  private static final long ENTROPY_CELLS = 1 << 19;

  private record Pending(float[] rows, int[] ids) {}

  private record Frozen(NearestCode quantizer, long version) {}

  private final int dim;
  private final int size;
  private final CodeLearning learning;
  private final CodeTable table;
  private final long seed;
  private final CodeCounts counts;
  private boolean started;
  private long step;
  private @Nullable Pending pending;
  private @Nullable Frozen frozen;

  /**
   * Parameters that exist under the prefix are taken, others are made from the seed.
   *
   * @param dim numbers per vector, at least 1
   * @param size number of codes, at least 1
   * @param prefix of the parameters' names; empty, or ends in a dot
   */
  public LearntNearestCode(
      int dim, int size, CodeLearning learning, Parameters parameters, String prefix, long seed) {
    if (dim < 1 || size < 1) {
      throw new IllegalArgumentException(
          "a codebook needs codes and numbers in them, found %d codes of %d".formatted(size, dim));
    }
    this.dim = dim;
    this.size = size;
    this.learning = learning;
    this.seed = seed;
    counts = new CodeCounts(size);
    var start = new CodeStart(size, dim, seed);
    started = learning.start() != Start.KMEANS;
    if (learning.way() != Way.AVERAGES && parameters.has(prefix + "codes")) {
      started = true;
    }
    table =
        switch (learning.way()) {
          case GRADIENT -> start.gradient(learning.start(), parameters, prefix);
          case AVERAGES ->
              new AveragedTable(
                  dim, start.codes(learning.start()), learning.decay(), parameters.device());
          case LINEAR -> start.linear(false, parameters, prefix);
          case AFFINE -> start.linear(true, parameters, prefix);
        };
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Vocabulary vocabulary() {
    return Vocabulary.of("learning " + (learning.normalised() ? "cosine" : "nearest"), size);
  }

  @Override
  public Result forward(Tensor z) {
    float[] raw = Chosen.rows(z, dim);
    var input = learning.normalised() ? CodeLosses.unit(z) : z;
    float[] rows = learning.normalised() ? input.toFloats() : raw;
    start(rows);
    var chosen = Chosen.by(freeze(), z, raw);
    pending = new Pending(rows, chosen.ids());
    var decoded = learning.estimator().apply(input, chosen.codes());
    return new Result(decoded, chosen.ids(), terms(input, chosen));
  }

  private SequencedMap<String, Tensor> terms(Tensor input, Chosen chosen) {
    var terms = new LinkedHashMap<String, Tensor>();
    boolean entropy = learning.entropy() > 0;
    if (table.byLoss() || entropy) {
      var codes = table.tensor();
      if (table.byLoss()) {
        var ids = Tensor.of(chosen.ids(), chosen.ids().length).to(input.device());
        terms.put("codebook", CodeLosses.codebook(input, unit(IndexOps.embedding(codes, ids))));
      }
      if (entropy) {
        var loss = BoundedEntropy.of(input, unit(codes), learning.temperature(), ENTROPY_CELLS);
        terms.put("entropy", loss.mul(learning.entropy()));
      }
    }
    if (learning.commitment() > 0) {
      var loss = CodeLosses.commitment(input, chosen.codes());
      terms.put("commitment", loss.mul(learning.commitment()));
    }
    return terms;
  }

  private Tensor unit(Tensor codes) {
    return learning.normalised() ? CodeLosses.unit(codes) : codes;
  }

  private void start(float[] rows) {
    if (!started) {
      var means = new KMeans(size, KMEANS_ITERATIONS, seed).fit(rows, rows.length / dim, dim);
      table.set(means.codebook().codes());
      started = true;
    }
  }

  @Override
  public void changed() {
    if (pending == null) {
      return;
    }
    step++;
    if (learning.way() == Way.AVERAGES || learning.restart() > 0) {
      counts.follow(pending.ids, learning.decay());
      table.follow(pending.rows, pending.ids, counts);
      restart(pending.rows);
    }
    pending = null;
  }

  /**
   * Moves dead codes onto vectors of the step, no two onto the same; those that find none wait for
   * the next. Each has about {@code log 2 / (1 − decay)} steps to be chosen.
   */
  private void restart(float[] rows) {
    int[] dead = counts.below(learning.restart());
    int n = rows.length / dim;
    int moved = Math.min(dead.length, n);
    if (moved == 0) {
      return;
    }
    var random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * step));
    int[] from = drawn(moved, n, random);
    int[] which = new int[moved];
    var onto = new float[moved * dim];
    float count = (float) (2 * learning.restart() * counts.total() / size);
    int first = random.nextInt(dead.length);
    for (int i = 0; i < moved; i++) {
      which[i] = dead[(first + i) % dead.length];
      System.arraycopy(rows, from[i] * dim, onto, i * dim, dim);
      counts.set(which[i], count);
    }
    table.move(which, onto, count);
  }

  /** Different numbers below {@code n} in random order. */
  private static int[] drawn(int count, int n, SplittableRandom random) {
    var all = new int[n];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, n);
      int held = all[i];
      all[i] = all[j];
      all[j] = held;
    }
    return Arrays.copyOf(all, count);
  }

  /** Rebuilt only after codes have changed; a linear layer is folded in. */
  @Override
  public NearestCode freeze() {
    long version = table.version();
    var current = frozen;
    if (current == null || current.version != version) {
      var book = new Codebook(dim, finite(table.values()));
      var quantizer = learning.normalised() ? NearestCode.normalised(book) : NearestCode.of(book);
      current = new Frozen(quantizer, version);
      frozen = current;
    }
    return current.quantizer;
  }

  private float[] finite(float[] codes) {
    for (int i = 0; i < codes.length; i++) {
      if (!Float.isFinite(codes[i])) {
        throw new TrainingException(
            "codes diverged: expected finite numbers, found %s in code %d at %d"
                .formatted(codes[i], i / dim, i % dim));
      }
    }
    return codes;
  }

  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    state.put("numbers", new float[] {step, started ? 1 : 0});
    state.put("counts", counts.values());
    table.state(state);
    return state;
  }

  @Override
  public void restore(Map<String, float[]> state) {
    var numbers = State.taken(state, "numbers", 2);
    counts.restore(State.taken(state, "counts", size));
    table.restore(state);
    step = (long) numbers[0];
    started = numbers[1] == 1;
    pending = null;
  }
}
