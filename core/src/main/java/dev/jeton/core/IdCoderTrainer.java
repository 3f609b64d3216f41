package dev.jeton.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns a {@link ContextIdCoder} from examples: orders the ids of each level, then fits the
 * log-bilinear model by stochastic gradients in one thread. The same examples give the same tables
 * on every machine.
 */
public final class IdCoderTrainer {
  private static final double FIRST_RATE = 0.15;
  private static final double LAST_RATE = 0.005;

  private final List<Tokens.Ids> examples;
  private final Vocabulary vocabulary;
  private final IdFit[] levels;
  private final int[][] placeOf;

  private IdCoderTrainer(List<Tokens.Ids> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("no examples to learn from");
    }
    this.examples = examples;
    vocabulary = examples.getFirst().layout().vocabulary();
    for (var example : examples) {
      if (!example.layout().vocabulary().equals(vocabulary)) {
        throw new IllegalArgumentException(
            "examples of two vocabularies: %s and %s"
                .formatted(vocabulary, example.layout().vocabulary()));
      }
    }
    var random = new SplittableRandom(1);
    levels = new IdFit[vocabulary.levels()];
    placeOf = new int[vocabulary.levels()][];
    for (int level = 0; level < levels.length; level++) {
      int[] order = IdTree.order(company(level));
      levels[level] = new IdFit(order, Neighbourhood.roles(level), random);
      placeOf[level] = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        placeOf[level][order[i]] = i;
      }
    }
  }

  /**
   * A coder for ids like those of {@code examples}.
   *
   * @param examples tokens of one vocabulary; a few hundred signals
   * @param epochs how often each is looked at; 8 is a good number
   */
  public static ContextIdCoder train(List<Tokens.Ids> examples, int epochs) {
    var trainer = new IdCoderTrainer(List.copyOf(examples));
    trainer.fit(epochs);
    return new ContextIdCoder(
        new IdModel(Arrays.stream(trainer.levels).map(IdFit::rounded).toList()));
  }

  /** How often each id of {@code level} met each id in each role. */
  private float[][] company(int level) {
    int roles = Neighbourhood.roles(level);
    var offsets = new int[roles + 1];
    for (int r = 0; r < roles; r++) {
      offsets[r + 1] = offsets[r] + vocabulary.size(level - Neighbourhood.ROLES.get(r).back());
    }
    var counts = new float[vocabulary.size(level)][offsets[roles]];
    for (var example : examples) {
      visit(
          example,
          level,
          (places, column, at) -> {
            for (int r = 0; r < roles; r++) {
              int position = places.position(r, column);
              if (position != Neighbourhood.NONE) {
                counts[example.ids()[at]][offsets[r] + example.ids()[position]]++;
              }
            }
          });
    }
    return counts;
  }

  private void fit(int epochs) {
    var random = new SplittableRandom(2);
    var order = new ArrayList<Integer>();
    for (int i = 0; i < examples.size(); i++) {
      order.add(i);
    }
    long steps = (long) epochs * examples.size();
    long step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int i : order) {
        double left = 1 - step++ / (double) steps;
        float rate = (float) (LAST_RATE + (FIRST_RATE - LAST_RATE) * left);
        for (int level = 0; level < levels.length; level++) {
          fit(examples.get(i), level, rate);
        }
      }
    }
  }

  private void fit(Tokens.Ids example, int level, float rate) {
    var fit = levels[level];
    int roles = Neighbourhood.roles(level);
    var sources = new IdFit[roles];
    for (int r = 0; r < roles; r++) {
      sources[r] = levels[level - Neighbourhood.ROLES.get(r).back()];
    }
    var seen = new int[roles];
    visit(
        example,
        level,
        (places, column, at) -> {
          for (int r = 0; r < roles; r++) {
            int position = places.position(r, column);
            seen[r] = position == Neighbourhood.NONE ? sources[r].size() : example.ids()[position];
          }
          fit.learn(placeOf[level][example.ids()[at]], seen, sources, rate);
        });
    fit.endOfExample(rate);
  }

  private interface Visit {
    void at(Neighbourhood places, int column, int at);
  }

  private static void visit(Tokens.Ids example, int level, Visit visit) {
    var places = new Neighbourhood(example.layout(), level);
    int at = example.layout().start(level);
    for (int row = 0; row < places.rows(); row++) {
      places.enter(row);
      for (int column = 0; column < places.columns() && at < example.length(); column++) {
        visit.at(places, column, at++);
      }
    }
  }

  private static void shuffle(List<Integer> order, SplittableRandom random) {
    for (int i = order.size() - 1; i > 0; i--) {
      java.util.Collections.swap(order, i, random.nextInt(i + 1));
    }
  }
}
