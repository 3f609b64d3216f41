package dev.jeton.core;

import java.util.Arrays;

/**
 * Codes ids by what stands around them and in the levels before. Its tables are learnt from
 * examples by {@link IdCoderTrainer} and shipped with a codec; while coding, each level also learns
 * one bias vector from the ids of the signal at hand. Integers throughout.
 */
public final class ContextIdCoder implements IdCoder {
  private static final int WIDTH = IdModel.WIDTH;

  /** Hidden states are in units of {@code 1 / (1 << HIDDEN_SHIFT)}. */
  private static final int HIDDEN_SHIFT = IdModel.Level.BIAS_SHIFT;

  /** The bias that is learnt while coding has finer steps. */
  private static final int FINE_SHIFT = 6;

  /** Step of that learning: 5 / 256 of the gradient. */
  private static final int RATE = 5;

  private static final int LEARNT_LIMIT = 4 << HIDDEN_SHIFT + FINE_SHIFT;

  private final IdModel model;
  private final Level[] levels;

  ContextIdCoder(IdModel model) {
    this.model = model;
    levels = new Level[model.levels().size()];
    Arrays.setAll(levels, level -> new Level(model, level));
  }

  /**
   * The coder that {@link #tables} came from.
   *
   * @throws IllegalArgumentException if {@code tables} are cut or something else
   */
  public static ContextIdCoder read(byte[] tables) {
    return new ContextIdCoder(IdModelFile.read(tables));
  }

  /** What it knows, to be shipped with a codec. */
  public byte[] tables() {
    return IdModelFile.write(model);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the levels' sizes are not those of the tables
   */
  @Override
  public void code(Layout layout, int[] ids, int count, SymbolCoder coder) {
    check(layout.vocabulary());
    for (int level = 0; level < levels.length && layout.start(level) < count; level++) {
      levels[level].code(new Neighbourhood(layout, level), ids, layout.start(level), count, coder);
    }
  }

  private void check(Vocabulary vocabulary) {
    boolean fits = vocabulary.levels() == levels.length;
    for (int level = 0; fits && level < levels.length; level++) {
      fits = vocabulary.size(level) == levels[level].size;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "expected levels of %s ids, found %s"
              .formatted(
                  Arrays.toString(Arrays.stream(levels).mapToInt(level -> level.size).toArray()),
                  vocabulary.sizes()));
    }
  }

  /** Tables of a level, multiplied out. */
  private static final class Level {
    final int size;
    private final int[] order;
    private final int[] placeOf;

    /** What each id in each role adds to the hidden state, {@code [role][size + 1][WIDTH]}. */
    private final short[][] added;

    /** The row of {@link #added} for a place that is not there. */
    private final int[] absent;

    private final short[] bias;
    private final int[] question;
    private final int[] questionBias;
    private final int logitShift;
    private final int learningShift;

    Level(IdModel model, int index) {
      var level = model.levels().get(index);
      size = level.size();
      order = level.order();
      placeOf = new int[size];
      question = new int[size * WIDTH];
      questionBias = new int[size];
      for (int i = 0; i < size; i++) {
        placeOf[order[i]] = i;
        questionBias[i] = level.questionBias()[i];
      }
      for (int i = 0; i < question.length; i++) {
        question[i] = level.question()[i];
      }
      bias = level.bias();
      logitShift = level.questionShift() + HIDDEN_SHIFT - Squash.LOGIT_BITS;
      learningShift =
          level.questionShift() + 8 + SymbolCoder.PROBABILITY_BITS - HIDDEN_SHIFT - FINE_SHIFT;
      int roles = Neighbourhood.roles(index);
      added = new short[roles][];
      absent = new int[roles];
      for (int r = 0; r < roles; r++) {
        var source = model.levels().get(index - Neighbourhood.ROLES.get(r).back());
        added[r] = added(level, r, source);
        absent[r] = source.size();
      }
    }

    private static short[] added(IdModel.Level level, int role, IdModel.Level source) {
      var added = new short[(source.size() + 1) * WIDTH];
      int shift = level.mixingShift() + source.embeddingShift() - HIDDEN_SHIFT;
      for (int i = 0; i < added.length; i++) {
        int sum = 0;
        for (int j = 0; j < IdModel.RANK; j++) {
          sum +=
              source.embedding()[i / WIDTH * IdModel.RANK + j]
                  * level.mixing()[(role * IdModel.RANK + j) * WIDTH + i % WIDTH];
        }
        int value = shift > 0 ? sum + (1 << shift - 1) >> shift : sum << -shift;
        added[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
      }
      return added;
    }

    void code(Neighbourhood places, int[] ids, int start, int count, SymbolCoder coder) {
      var hidden = new int[WIDTH];
      var gradient = new int[WIDTH];
      var learnt = new int[WIDTH];
      int at = start;
      for (int row = 0; row < places.rows() && at < count; row++) {
        places.enter(row);
        for (int column = 0; column < places.columns() && at < count; column++, at++) {
          look(places, column, ids, learnt, hidden);
          ids[at] = order[walk(placeOf[ids[at]], hidden, gradient, coder)];
          coder.endId();
          learn(gradient, learnt);
        }
      }
    }

    /** Sets {@code hidden} from what is known so far. */
    private void look(Neighbourhood places, int column, int[] ids, int[] learnt, int[] hidden) {
      for (int d = 0; d < WIDTH; d++) {
        hidden[d] = bias[d] + (learnt[d] >> FINE_SHIFT);
      }
      for (int r = 0; r < added.length; r++) {
        int position = places.position(r, column);
        int from = (position == Neighbourhood.NONE ? absent[r] : ids[position]) * WIDTH;
        short[] table = added[r];
        for (int d = 0; d < WIDTH; d++) {
          hidden[d] += table[from + d];
        }
      }
    }

    /** Codes one place of the order, question by question, and sums the questions' errors. */
    private int walk(int place, int[] hidden, int[] gradient, SymbolCoder coder) {
      Arrays.fill(gradient, 0);
      int low = 0;
      int high = size;
      while (high - low > 1) {
        int middle = low + high >>> 1;
        int from = middle * WIDTH;
        int sum = 0;
        for (int d = 0; d < WIDTH; d++) {
          sum += question[from + d] * hidden[d];
        }
        int one = Squash.probability((sum >> logitShift) + questionBias[middle]);
        int bit = coder.bit(place >= middle ? 1 : 0, one);
        int error = (bit << SymbolCoder.PROBABILITY_BITS) - one;
        for (int d = 0; d < WIDTH; d++) {
          gradient[d] += error * question[from + d];
        }
        if (bit != 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private void learn(int[] gradient, int[] learnt) {
      for (int d = 0; d < WIDTH; d++) {
        long step = (long) gradient[d] * RATE >> learningShift;
        learnt[d] = (int) Math.clamp(learnt[d] + step, -LEARNT_LIMIT, LEARNT_LIMIT);
      }
    }
  }
}
