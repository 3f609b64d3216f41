package dev.jeton.text.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done in its turn. */
sealed interface Statement {

  /** The template's own text. */
  record Data(Str text) implements Statement {}

  /** {@code {{ value }}}. */
  record Print(Expression value) implements Statement {}

  /** {@code {% if %}}, its {@code elif}s and {@code else}. */
  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

  /** A condition and what is done where it holds. */
  record Branch(Expression test, List<Statement> body) {}

  /**
   * {@code {% for %}}.
   *
   * @param test which items are taken; null for all
   * @param otherwise what is done where there are none
   */
  record For(
      Target target,
      Expression items,
      @Nullable Expression test,
      List<Statement> body,
      List<Statement> otherwise,
      int at)
      implements Statement {}

  /** {@code {% set target = value %}}. */
  record Assign(Target target, Expression value, int at) implements Statement {}

  /**
   * {@code {% set target %}body{% endset %}}.
   *
   * @param value the body's text, which has the name {@link #BODY}, perhaps through filters
   */
  record Capture(Target target, List<Statement> body, Expression value, int at)
      implements Statement {}

  /** {@code {% filter %}}; {@code value} as in {@link Capture}. */
  record Filter(List<Statement> body, Expression value) implements Statement {}

  /** {@code {% macro %}}. */
  record Define(String name, Routine routine) implements Statement {}

  /** {@code {% call %}}: the body is what the called macro's {@code caller} does. */
  record CallBlock(Routine body, Expression.Call call) implements Statement {}

  /** {@code {% with %}}. */
  record With(List<Assign> assigns, List<Statement> body) implements Statement {}

  /** {@code {% generation %}}: what the model itself says. */
  record Generation(List<Statement> body) implements Statement {}

  /** {@code {% break %}}. */
  record Break() implements Statement {}

  /** {@code {% continue %}}. */
  record Continue() implements Statement {}

  /** The name that no template can write. */
  String BODY = "(body)";

  /**
   * A body with parameters.
   *
   * @param used the names that occur in it
   */
  record Routine(
      String name, List<Parameter> parameters, List<Statement> body, java.util.Set<String> used) {}

  /** A parameter and what it is where nothing is given. */
  record Parameter(String name, @Nullable Expression otherwise) {}

  /** What is assigned to. */
  sealed interface Target {
    /** A variable. */
    record Variable(String name) implements Target {}

    /** An attribute of a namespace. */
    record Member(String of, String name) implements Target {}

    /** Several, for the items of a sequence. */
    record Several(List<Target> targets) implements Target {}
  }
}
