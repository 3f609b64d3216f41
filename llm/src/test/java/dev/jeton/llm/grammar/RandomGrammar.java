package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A random grammar as GBNF, and what it means by trying everything. */
final class RandomGrammar {
  private static final List<String> STRINGS =
      List.of("a", "b", "ab", "\"", "é", "日本", "\n", "😀x", "\\");

  private final RandomGenerator random;
  private final StringBuilder source = new StringBuilder();
  private final List<Expression> rules = new ArrayList<>();
  private final Map<Expression, Map<Integer, Set<Integer>>> known = new IdentityHashMap<>();
  private int[] text = {};

  RandomGrammar(RandomGenerator random) {
    this.random = random;
    int n = 1 + random.nextInt(4);
    for (int i = 0; i < n; i++) {
      source.append(i == 0 ? "root" : "r-" + i).append(" ::= ");
      rules.add(alternatives(3, i, n));
      source.append(random.nextBoolean() ? " # said\n" : "\n\n");
    }
  }

  String source() {
    return source.toString();
  }

  private Expression alternatives(int depth, int rule, int rules) {
    var all = new ArrayList<Expression>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      source.append(all.isEmpty() ? "" : " | ");
      all.add(sequence(depth, rule, rules));
    }
    return new Expression.Either(all);
  }

  private Expression sequence(int depth, int rule, int rules) {
    var all = new ArrayList<Expression>();
    boolean any = false; // whether something stands before, so that any rule may follow
    for (int i = random.nextInt(3); i >= 0; i--) {
      source.append(all.isEmpty() ? "" : " ");
      int kind = random.nextInt(depth > 0 ? 7 : 3);
      switch (kind) {
        case 0, 1 -> {
          all.add(string());
          any = true;
        }
        case 2 -> {
          boolean negated = random.nextInt(4) == 0;
          source.append(negated ? "[^a\\n日]" : "[a-cé\\U0001F600]");
          var named = negated ? Characters.of("a\n日") : Characters.of("abcé😀");
          all.add(new Expression.One(negated ? named.not() : named));
          any = true;
        }
        case 3, 4 -> {
          source.append("(");
          var inner = alternatives(depth - 1, rule, rules);
          source.append(")");
          all.add(repeated(inner));
        }
        default -> {
          int least = any ? 0 : rule + 1;
          if (least >= rules) {
            all.add(string());
            any = true;
          } else {
            int called = random.nextInt(least, rules);
            source.append(called == 0 ? "root" : "r-" + called);
            var call = new Expression.Rule(Integer.toString(called));
            all.add(any && called <= rule ? optional(call) : call);
          }
        }
      }
    }
    return new Expression.Sequence(all);
  }

  private Expression optional(Expression call) {
    source.append("?");
    return Expression.optional(call);
  }

  private Expression repeated(Expression part) {
    int kind = random.nextInt(6);
    source.append(List.of("", "*", "+", "?", "{2}", "{1,3}").get(kind));
    return switch (kind) {
      case 1 -> new Expression.Repeat(part, 0, Expression.UNBOUNDED);
      case 2 -> new Expression.Repeat(part, 1, Expression.UNBOUNDED);
      case 3 -> Expression.optional(part);
      case 4 -> new Expression.Repeat(part, 2, 2);
      case 5 -> new Expression.Repeat(part, 1, 3);
      default -> part;
    };
  }

  private Expression string() {
    var text = STRINGS.get(random.nextInt(STRINGS.size()));
    source
        .append('"')
        .append(
            text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("é", "\\u00e9"))
        .append('"');
    return Expression.text(text);
  }

  /** Whether {@code said} is of the language. */
  boolean takes(String said) {
    text = said.codePoints().toArray();
    known.clear();
    return ends(new Expression.Rule("0"), 0).contains(text.length);
  }

  private Set<Integer> ends(Expression expression, int from) {
    var places = known.computeIfAbsent(expression, e -> new HashMap<>());
    var before = places.get(from);
    if (before == null) {
      before = find(expression, from);
      places.put(from, before);
    }
    return before;
  }

  private Set<Integer> find(Expression expression, int from) {
    return switch (expression) {
      case Expression.One one ->
          from < text.length && one.characters().contains(text[from]) ? Set.of(from + 1) : Set.of();
      case Expression.Sequence sequence -> {
        Set<Integer> at = Set.of(from);
        for (var part : sequence.parts()) {
          var next = new HashSet<Integer>();
          at.forEach(place -> next.addAll(ends(part, place)));
          at = next;
        }
        yield at;
      }
      case Expression.Either either -> {
        var all = new HashSet<Integer>();
        either.choices().forEach(choice -> all.addAll(ends(choice, from)));
        yield all;
      }
      case Expression.Repeat repeat -> {
        var all = new HashSet<Integer>();
        Set<Integer> at = Set.of(from);
        for (int i = 0; i <= Math.min(repeat.most(), text.length + repeat.least()); i++) {
          if (i >= repeat.least()) {
            all.addAll(at);
          }
          var next = new HashSet<Integer>();
          at.forEach(place -> next.addAll(ends(repeat.part(), place)));
          at = next;
        }
        yield all;
      }
      case Expression.Rule rule -> ends(rules.get(Integer.parseInt(rule.name())), from);
      case Expression.Machine machine -> throw new IllegalArgumentException("no machines here");
    };
  }
}
