package dev.jeton.text.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One step after the other. */
public final class Sequence implements Decoder {
  private final List<Decoder> steps;
  private final List<Decoder> work;

  private Sequence(List<Decoder> steps) {
    this.steps = steps;
    work = withoutWaiting(steps);
  }

  /** Both, where they are not nothing; sequences are not nested. */
  static Decoder of(Decoder first, Decoder second) {
    if (first == CONCATENATED) {
      return second;
    }
    return second == CONCATENATED
        ? first
        : new Sequence(Stream.concat(steps(first), steps(second)).toList());
  }

  private static Stream<Decoder> steps(Decoder decoder) {
    return decoder instanceof Sequence sequence ? sequence.steps.stream() : Stream.of(decoder);
  }

  public List<Decoder> steps() {
    return steps;
  }

  @Override
  public Receiver into(Receiver next) {
    var receiver = next;
    for (var step : work.reversed()) {
      receiver = step.into(receiver);
    }
    return receiver;
  }

  /**
   * The same without {@link Fuse} at the end, where whatever comes out is put together anyway; with
   * a strip of the start behind it, {@link StripStart} is both.
   */
  private static List<Decoder> withoutWaiting(List<Decoder> steps) {
    var work = new ArrayList<Decoder>();
    for (var step : steps) {
      if (!work.isEmpty()
          && (work.getLast() instanceof ByteLevel || work.getLast() instanceof ByteLetters)) {
        work.add(new Fuse()); // bytes are text together
      }
      work.add(step);
    }
    int n = work.size();
    if (work.getLast() instanceof Fuse) {
      work.removeLast();
    } else if (work.get(n - 2) instanceof Fuse
        && work.getLast() instanceof Mapping.Strip strip
        && strip.stop() == 0
        && strip.content() < 0x80) {
      work.subList(n - 2, n).clear();
      work.add(new StripStart((byte) strip.content(), strip.start()));
    }
    return work;
  }
}
