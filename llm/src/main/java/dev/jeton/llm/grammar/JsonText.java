package dev.jeton.llm.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How JSON is written. */
final class JsonText {
  private static final Characters CONTROL = Characters.of(0, 0x1f);
  private static final Characters BASIC = Characters.of(0, 0xffff);
  private static final Characters PLAIN = CONTROL.or(Characters.of("\"\\")).not();
  private static final Map<Integer, String> SHORT =
      new TreeMap<>(
          Map.of(
              (int) '"',
              "\\\"",
              (int) '\\',
              "\\\\",
              (int) '/',
              "\\/",
              8,
              "\\b",
              12,
              "\\f",
              10,
              "\\n",
              13,
              "\\r",
              9,
              "\\t"));
  private static final Expression HEX =
      new Expression.One(
          Characters.of('0', '9').or(Characters.of('a', 'f')).or(Characters.of('A', 'F')));

  /** A quotation mark. */
  static final Expression QUOTE = Expression.text("\"");

  /** Any character of a string. */
  static final Expression CHARACTER = character(Characters.ALL);

  /** Nothing, a space, or a new line with up to 20 spaces. */
  static final Expression SPACE =
      Expression.either(
          Expression.EMPTY,
          Expression.text(" "),
          Expression.sequence(
              Expression.text("\n"), new Expression.Repeat(Expression.text(" "), 0, 20)));

  private JsonText() {}

  /** A string whose characters are what {@code inner} says. */
  static Expression string(Expression inner) {
    return Expression.sequence(QUOTE, escaped(inner), QUOTE);
  }

  /** Text as it stands in a string. */
  static Expression escaped(Expression text) {
    return switch (text) {
      case Expression.One one -> character(one.characters());
      case Expression.Sequence sequence ->
          new Expression.Sequence(sequence.parts().stream().map(JsonText::escaped).toList());
      case Expression.Either either ->
          new Expression.Either(either.choices().stream().map(JsonText::escaped).toList());
      case Expression.Repeat repeat ->
          new Expression.Repeat(escaped(repeat.part()), repeat.least(), repeat.most());
      case Expression.Rule rule -> rule;
      case Expression.Machine machine ->
          new Expression.Machine(
              machine.states().stream()
                  .map(
                      state ->
                          new Expression.State(
                              state.arcs().stream()
                                  .map(arc -> new Expression.Arc(escaped(arc.over()), arc.to()))
                                  .toList(),
                              state.end()))
                  .toList());
    };
  }

  /**
   * One character of a set as it may stand in a string: itself where JSON allows that, the short
   * escapes, {@code \}u0000 to {@code \}u001f; of all characters every escape but those of halves
   * of characters.
   */
  private static Expression character(Characters set) {
    var ways = new ArrayList<Expression>();
    var plain = set.and(PLAIN);
    if (!plain.isEmpty()) {
      ways.add(new Expression.One(plain));
    }
    SHORT.forEach(
        (c, written) -> {
          if (set.contains(c) && (c != '/' || set.containsAll(BASIC))) {
            ways.add(Expression.text(written));
          }
        });
    if (set.containsAll(BASIC)) {
      ways.add(basicEscape());
    } else {
      for (int c = 0; c < 0x20; c++) {
        if (set.contains(c)) {
          ways.add(Expression.text("\\u%04x".formatted(c)));
        }
      }
    }
    if (set.equals(Characters.ALL)) {
      ways.add(pairEscape());
    }
    return ways.size() == 1 ? ways.getFirst() : new Expression.Either(ways);
  }

  private static Expression basicEscape() {
    var notD = new Expression.One(hex("0123456789abcefABCEF"));
    var d = new Expression.One(hex("dD"));
    var low = new Expression.One(hex("01234567"));
    return Expression.sequence(
        Expression.text("\\u"),
        Expression.either(
            Expression.sequence(notD, HEX, HEX, HEX), Expression.sequence(d, low, HEX, HEX)));
  }

  private static Expression pairEscape() {
    var d = new Expression.One(hex("dD"));
    var high = new Expression.One(hex("89abAB"));
    var low = new Expression.One(hex("cdefCDEF"));
    return Expression.sequence(
        Expression.text("\\u"), d, high, HEX, HEX, Expression.text("\\u"), d, low, HEX, HEX);
  }

  private static Characters hex(String digits) {
    return Characters.of(digits);
  }

  /** This value, written without space. */
  static String of(Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case BigDecimal number -> number.toString();
      case List<?> list ->
          list.stream()
              .map(JsonText::of)
              .collect(java.util.stream.Collectors.joining(",", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + ":" + of(e.getValue()))
              .collect(java.util.stream.Collectors.joining(",", "{", "}"));
      case JsonTree.Null ignored -> "null";
      default -> value.toString();
    };
  }

  /** A string with the escapes that it needs. */
  static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c >= 0xd800 && c <= 0xdfff) {
                throw new GrammarException("expected characters in a string, found half of one");
              }
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (c < 0x20) {
                var known = SHORT.get(c);
                out.append(known == null ? "\\u%04x".formatted(c) : known);
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }

  /**
   * Any string but these.
   *
   * @param rest any characters and the end of a string
   */
  static Expression stringBut(Set<String> names, Expression rest) {
    return Expression.sequence(
        QUOTE, but(names.stream().map(name -> name.codePoints().toArray()).toList(), 0, rest));
  }

  /** The rest of a string that is none of {@code names}, which all agree so far; with its end. */
  private static Expression but(List<int[]> names, int depth, Expression rest) {
    var next = new TreeMap<Integer, List<int[]>>();
    boolean isOne = false;
    for (int[] name : names) {
      if (name.length == depth) {
        isOne = true;
      } else {
        next.computeIfAbsent(name[depth], c -> new ArrayList<>()).add(name);
      }
    }
    var ways = new ArrayList<Expression>();
    if (!isOne) {
      ways.add(QUOTE);
    }
    var others = Characters.ALL;
    for (var entry : next.entrySet()) {
      var c = Characters.of(entry.getKey(), entry.getKey());
      others = others.minus(c);
      ways.add(Expression.sequence(character(c), but(entry.getValue(), depth + 1, rest)));
    }
    ways.add(Expression.sequence(character(others), rest));
    return new Expression.Either(ways);
  }
}
