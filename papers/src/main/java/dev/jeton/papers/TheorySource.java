package dev.jeton.papers;

import dev.jeton.measure.sources.MarkovSource;
import dev.jeton.measure.tokens.TokenCorpus;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A source of row 48.
 *
 * @param order characters that the next one depends on
 * @param random whether its transitions are drawn, by seed; else it is the switching process
 */
record TheorySource(int order, boolean random) {
  /** Probability that the switching process repeats the character that it looks back at. */
  static final double SAME = 0.1;

  /** Least probability of a drawn transition. */
  static final double LEAST = 0.05;

  static final List<TheorySource> ALL =
      Stream.concat(
              Stream.of(1, 2, 4, 6).map(order -> new TheorySource(order, false)),
              Stream.of(2, 4).map(order -> new TheorySource(order, true)))
          .toList();

  String name() {
    return (random ? "random order " : "switching order ") + order;
  }

  MarkovSource chain(long seed) {
    return random
        ? MarkovSource.random(2, order, LEAST, draws(seed, 0))
        : MarkovSource.switching(order, SAME);
  }

  /** What dictionaries learn from. */
  TokenCorpus training(long seed, int characters) {
    return new TokenCorpus(name(), 2, List.of(chain(seed).draw(characters, draws(seed, 1))));
  }

  int[] fresh(long seed, int characters) {
    return chain(seed).draw(characters, draws(seed, 2));
  }

  private static SplittableRandom draws(long seed, int what) {
    return new SplittableRandom(seed * 1000 + what);
  }
}
