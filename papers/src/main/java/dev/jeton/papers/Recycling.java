package dev.jeton.papers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Row 24, Turning Trash into Treasure: Accelerating Inference of Large Language Models with Token
 * Recycling (Luo et al., arXiv:2408.08696): the ids that the model found likely before are guesses
 * of what it says next, a tree of them checked in one pass, against plain decoding and prompt
 * look-up, greedy and sampled.
 */
final class Recycling implements Recipe {
  private static final List<String> DATA = List.of("text/wikitext2");

  private final RecyclingScale scale;

  Recycling() {
    this(RecyclingScale.FULL);
  }

  Recycling(RecyclingScale scale) {
    this.scale = scale;
  }

  /** How ids are drawn. */
  enum Drawing {
    GREEDY("greedy", 0),
    SAMPLED("temperature 0.8", 0.8);

    final String arm;
    final double temperature;

    Drawing(String arm, double temperature) {
      this.arm = arm;
      this.temperature = temperature;
    }
  }

  @Override
  public int number() {
    return 24;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(4);
  }

  @Override
  public Report run(Workbench bench) {
    var passes =
        bench
            .firstSeed()
            .arm("passes of 1 B in Q8_0", List.of(), seed -> RecyclingPasses.measure(seed));
    var arms = new LinkedHashMap<Drawing, Arm>();
    for (var drawing : Drawing.values()) {
      arms.put(
          drawing,
          bench.arm(
              drawing.arm,
              DATA,
              seed ->
                  new RecyclingTask(
                          bench, scale, drawing.temperature, RecyclingPasses.costs(passes))
                      .measure(seed)));
    }
    return new RecyclingReport(arms, passes).report();
  }
}
