package dev.jeton.learn.quantize;

import dev.jeton.core.Vocabulary;
import dev.jeton.quantize.ResidualQuantizer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The trainable twin of {@link ResidualQuantizer}: every level quantises what the levels before
 * left, {@code r₀ = z, r_{l+1} = r_l − sg(q_l)}, and the vector decodes to {@code Σ q_l}, with one
 * estimator over the sum. Zeghidour et al., arXiv:2107.03312, algorithm 1.
 *
 * <p>Terms are the levels' own, as {@code commitment.0}, {@code codebook.0}, {@code commitment.1},
 * …, each in proportion to the vectors that kept the level. Commitment at level l is {@code ‖z −
 * sg(q₀ + … + q_l)‖²}: Lee et al., arXiv:2203.01941, eq. 8. With dropout a vector keeps some first
 * levels only; later ones neither see it nor add to it, and its ids there are −1.
 */
public final class LearntResidual implements TrainableQuantizer {
  private final List<TrainableQuantizer> levels;
  private final LevelDropout dropout;
  private final Estimator estimator;
  private final long seed;
  private long step;

  /**
   * A quantizer from quantizers, coarse to fine.
   *
   * @param levels at least one, each of one level and all of the same dimension
   * @param seed of the dropout
   */
  public LearntResidual(
      List<? extends TrainableQuantizer> levels,
      LevelDropout dropout,
      Estimator estimator,
      long seed) {
    this.levels = List.copyOf(levels);
    this.dropout = dropout;
    this.estimator = estimator;
    this.seed = seed;
    ResidualQuantizer unused = freeze(); // refuses levels that do not fit
  }

  @Override
  public int dim() {
    return levels.getFirst().dim();
  }

  @Override
  public Vocabulary vocabulary() {
    return new Vocabulary(
        "learning residual", levels.stream().map(level -> level.vocabulary().size(0)).toList());
  }

  /** With the step's dropout. Evaluate with {@link #freeze} or {@link #forward(Tensor, int)}. */
  @Override
  public Result forward(Tensor z) {
    Chosen.check(z, dim());
    return forward(z, dropout.levels((int) z.size(0), levels.size(), seed, step));
  }

  /** With the first {@code count} levels, 1 to all, for every vector. */
  public Result forward(Tensor z, int count) {
    if (count < 1 || count > levels.size()) {
      throw new IllegalArgumentException(
          "expected 1..%d levels, found %d".formatted(levels.size(), count));
    }
    Chosen.check(z, dim());
    var kept = new int[(int) z.size(0)];
    Arrays.fill(kept, count);
    return forward(z, kept);
  }

  private Result forward(Tensor z, int[] kept) {
    var ids = new int[kept.length * levels.size()];
    Arrays.fill(ids, -1);
    var terms = new LinkedHashMap<String, Tensor>();
    Tensor rest = z;
    Tensor sum = Tensor.zeros(z.shape()).to(z.device());
    for (int l = 0; l < levels.size(); l++) {
      int level = l;
      int[] rows = IntStream.range(0, kept.length).filter(i -> kept[i] > level).toArray();
      if (rows.length == 0) {
        break;
      }
      boolean all = rows.length == kept.length;
      var index = Tensor.of(rows, rows.length).to(z.device());
      var result = levels.get(l).forward(all ? rest : IndexOps.select(rest, 0, index));
      var code = result.decoded().detach();
      rest = all ? rest.sub(code) : IndexOps.addAt(rest, 0, index, code.neg());
      sum = all ? sum.add(code) : IndexOps.addAt(sum, 0, index, code);
      for (int i = 0; i < rows.length; i++) {
        ids[rows[i] * levels.size() + l] = result.ids()[i];
      }
      double share = (double) rows.length / kept.length;
      result.terms().forEach((name, term) -> terms.put(name + "." + level, term.mul(share)));
    }
    return new Result(estimator.apply(z, sum), ids, terms);
  }

  @Override
  public void changed() {
    step++;
    levels.forEach(TrainableQuantizer::changed);
  }

  @Override
  public ResidualQuantizer freeze() {
    return new ResidualQuantizer(levels.stream().map(TrainableQuantizer::freeze).toList());
  }

  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    state.put("numbers", new float[] {step});
    for (int l = 0; l < levels.size(); l++) {
      State.put(state, "level." + l + ".", levels.get(l).state());
    }
    return state;
  }

  @Override
  public void restore(Map<String, float[]> state) {
    step = (long) State.taken(state, "numbers", 1)[0];
    for (int l = 0; l < levels.size(); l++) {
      levels.get(l).restore(State.part(state, "level." + l + "."));
    }
  }
}
