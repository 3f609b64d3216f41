package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.List;

/** What a part of a text may be. */
sealed interface Expression {
  int UNBOUNDED = Integer.MAX_VALUE;

  /** The empty text. */
  Expression EMPTY = new Sequence(List.of());

  /** No text at all. */
  Expression NOTHING = new Either(List.of());

  /** One character of a set. */
  record One(Characters characters) implements Expression {}

  /** One after the other. */
  record Sequence(List<Expression> parts) implements Expression {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any of them. */
  record Either(List<Expression> choices) implements Expression {
    public Either {
      choices = List.copyOf(choices);
    }
  }

  /** From {@code least} to {@code most} times. */
  record Repeat(Expression part, int least, int most) implements Expression {}

  /** What the rule of this name says. */
  record Rule(String name) implements Expression {}

  /** A way from the first state to one that may end, over what the arcs say. */
  record Machine(List<State> states) implements Expression {
    public Machine {
      states = List.copyOf(states);
    }
  }

  /**
   * A state of a {@link Machine}.
   *
   * @param end whether the way may end here
   */
  record State(List<Arc> arcs, boolean end) {
    public State {
      arcs = List.copyOf(arcs);
    }
  }

  /** Leads over a text to a state. */
  record Arc(Expression over, int to) {}

  static Expression text(String text) {
    var parts = new ArrayList<Expression>();
    text.codePoints().forEach(c -> parts.add(new One(Characters.of(c, c))));
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  static Expression sequence(Expression... parts) {
    return new Sequence(List.of(parts));
  }

  static Expression either(Expression... choices) {
    return new Either(List.of(choices));
  }

  static Expression optional(Expression part) {
    return new Repeat(part, 0, 1);
  }
}
