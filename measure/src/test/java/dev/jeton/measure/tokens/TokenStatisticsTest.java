package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenStatisticsTest {
  private static final TokenStatistics.Effort EFFORT =
      new TokenStatistics.Effort(
          20, new GrammarStatistics.Effort(100, 4, 10, Duration.ofMinutes(1)));

  @Test
  void aRandomLanguageHasNothingToSave() {
    var seed = new Seed();
    var corpus =
        new TokenCorpus("even", 16, List.of(Samples.even(16, 24_000, seed.random()))).pieces(60);
    var steps = new ArrayList<String>();
    var statistics = TokenStatistics.of(corpus, EFFORT, steps::add);
    assertEquals(24_000, statistics.tokens());
    assertEquals(4, statistics.entropies().get(1).plugIn(), 0.02, seed);
    assertEquals(4, statistics.compression().huffman(), 0.02, seed);
    assertTrue(statistics.kneserNeyBits().get(3) > 3.95, seed);
    assertEquals(16, statistics.grammar().perplexity(), 2.5, seed);
    assertEquals(0, statistics.ngrams().getFirst().novelty());
    assertEquals(5, steps.size());
  }

  @Test
  void aSingleTokenIsEnough() {
    var statistics = TokenStatistics.of(Samples.of(3, 2), EFFORT, step -> {});
    assertEquals(1, statistics.types());
    assertEquals(GrammarStatistics.NONE, statistics.grammar());
    assertTrue(Double.isNaN(statistics.ngrams().getFirst().zipf().exponent()));
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenStatistics.of(new TokenCorpus("none", 3, List.of()), EFFORT, step -> {}));
  }
}
