package dev.jeton.text.chat;

import java.math.BigInteger;
import java.util.ArrayList;

/** {@code range}. */
final class Ranges {
  private static final int MOST = 100_000; // as Jinja's sandbox

  private Ranges() {}

  /** {@code range(stop)}, {@code range(start, stop)} or {@code range(start, stop, step)}. */
  static Value of(Arguments arguments) {
    var bound = arguments.to("range", 1, "start", "stop", "step");
    var first = whole(bound.value(0));
    boolean one = bound.get(1) == null;
    var start = one ? BigInteger.ZERO : first;
    var stop = one ? first : whole(bound.value(1));
    var step = bound.get(2) == null ? BigInteger.ONE : whole(bound.value(2));
    if (step.signum() == 0) {
      throw new TemplateFault("range: expected a step that is not 0");
    }
    var items = new ArrayList<Value>();
    for (var at = start;
        step.signum() > 0 == at.compareTo(stop) < 0 && !at.equals(stop);
        at = at.add(step)) {
      if (items.size() == MOST) {
        throw new TemplateFault("range: expected at most %d numbers".formatted(MOST));
      }
      items.add(Value.Int.of(at));
    }
    return Seq.range(items, new Span(start, stop, step));
  }

  /** What a range was made from. */
  record Span(BigInteger start, BigInteger stop, BigInteger step) {
    /** That of a slice. */
    Span slice(Sequences.Bounds bounds) {
      return new Span(
          start.add(step.multiply(BigInteger.valueOf(bounds.start()))),
          start.add(step.multiply(BigInteger.valueOf(bounds.stop()))),
          step.multiply(BigInteger.valueOf(bounds.step())));
    }

    @Override
    public String toString() {
      return step.equals(BigInteger.ONE)
          ? "range(%d, %d)".formatted(start, stop)
          : "range(%d, %d, %d)".formatted(start, stop, step);
    }
  }

  private static BigInteger whole(Value value) {
    var whole = Numbers.whole(value);
    if (value instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    if (whole == null) {
      throw new TemplateFault("range: expected whole numbers, found %s".formatted(value.type()));
    }
    return whole;
  }
}
