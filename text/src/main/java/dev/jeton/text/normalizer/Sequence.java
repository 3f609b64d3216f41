package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;
import java.util.List;
import java.util.stream.Stream;

/** One step after the other. */
public record Sequence(List<Normalizer> steps) implements Normalizer {

  public Sequence {
    steps = List.copyOf(steps);
  }

  /** Both, where they are not nothing; sequences are not nested. */
  static Normalizer of(Normalizer first, Normalizer second) {
    if (first == NONE) {
      return second;
    }
    return second == NONE
        ? first
        : new Sequence(Stream.concat(steps(first), steps(second)).toList());
  }

  private static Stream<Normalizer> steps(Normalizer normalizer) {
    return normalizer instanceof Sequence sequence
        ? sequence.steps.stream()
        : Stream.of(normalizer);
  }

  @Override
  public Text normalize(Text text) {
    var normal = text;
    for (var step : steps) {
      normal = step.normalize(normal);
    }
    return normal;
  }
}
