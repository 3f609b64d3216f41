package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;
import java.util.List;
import java.util.stream.Stream;

/** Cuts by one and then each piece by the next. */
public final class Sequence implements PreTokenizer {
  private final List<PreTokenizer> steps;
  private final PreTokenizer work;

  private Sequence(List<PreTokenizer> steps) {
    this.steps = steps;
    var all = NONE;
    for (var step : steps) {
      all = chained(all, step.work());
    }
    work = all;
  }

  /** Both, where they are not nothing; sequences are not nested. */
  static PreTokenizer of(PreTokenizer first, PreTokenizer second) {
    if (first == NONE) {
      return second;
    }
    return second == NONE
        ? first
        : new Sequence(Stream.concat(steps(first), steps(second)).toList());
  }

  private static Stream<PreTokenizer> steps(PreTokenizer cutter) {
    return cutter instanceof Sequence sequence ? sequence.steps.stream() : Stream.of(cutter);
  }

  private static PreTokenizer chained(PreTokenizer first, PreTokenizer second) {
    if (first == NONE) {
      return second;
    }
    return second == NONE
        ? first
        : (text, from, to, out) ->
            first.split(text, from, to, (t, a, b) -> second.split(t, a, b, out));
  }

  public List<PreTokenizer> steps() {
    return steps;
  }

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    work.split(text, from, to, out);
  }

  @Override
  public boolean local() {
    return work.local();
  }

  @Override
  public PreTokenizer work() {
    return work;
  }
}
