package dev.jeton.text.postprocessor;

import java.util.List;

/**
 * The tokens that stand around a text, such as {@code [CLS]} and {@code [SEP]}.
 *
 * @param before ids before it
 * @param after ids behind it
 */
public record Template(List<Integer> before, List<Integer> after) {

  /** No tokens. */
  public static final Template NONE = new Template(List.of(), List.of());

  public Template {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** This and {@code outer} around it. */
  public Template in(Template outer) {
    return new Template(joined(outer.before, before), joined(after, outer.after));
  }

  private static List<Integer> joined(List<Integer> first, List<Integer> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }
}
