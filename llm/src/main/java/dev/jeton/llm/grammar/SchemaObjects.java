package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Objects: the properties in the schema's order, each at most once, then others. */
final class SchemaObjects {
  private static final int MOST_COUNTED = 100;

  private final SchemaCompiler compiler;
  private final Map<String, Expression> rules;

  SchemaObjects(SchemaCompiler compiler, Map<String, Expression> rules) {
    this.compiler = compiler;
    this.rules = rules;
  }

  private record Property(Expression written, boolean required) {}

  /** What other names there may be, and how many properties. */
  private record Rest(Expression more, int least, int most) {}

  Expression of(Map<String, Object> schema, String path) {
    var properties =
        SchemaKeywords.object(schema.getOrDefault("properties", Map.of()), path + "/properties");
    var required = required(schema, path);
    var names = new PropertyNames(schema, compiler, path);
    var all = new ArrayList<Property>();
    properties.forEach(
        (name, inner) ->
            all.add(
                property(
                    name,
                    names.schema(name, inner),
                    required.contains(name),
                    path + "/properties/" + name)));
    for (var name : required) {
      if (!properties.containsKey(name)) {
        all.add(property(name, names.schemaOfOther(name), true, path + "/additionalProperties"));
      }
    }
    var known = new LinkedHashSet<>(properties.keySet());
    known.addAll(required);
    for (var name : names.listed()) {
      if (known.add(name)) {
        all.add(property(name, names.schemaOfOther(name), false, path + "/additionalProperties"));
      }
    }
    var more = new ArrayList<Expression>();
    names.others(known, new Expression.Rule("string rest")).stream()
        .map(
            other ->
                Expression.sequence(
                    other.name(), colon(), value(other.schema(), path + other.place())))
        .forEach(more::add);
    var rest =
        new Rest(
            new Expression.Either(more),
            SchemaKeywords.count(schema, "minProperties", 0, path),
            SchemaKeywords.count(schema, "maxProperties", Expression.UNBOUNDED, path));
    if (rest.least > MOST_COUNTED || rest.most > MOST_COUNTED && rest.most < Expression.UNBOUNDED) {
      throw fault(
          path,
          "minProperties, maxProperties: expected at most %d, found more".formatted(MOST_COUNTED));
    }
    return Expression.sequence(
        Expression.text("{"),
        JsonText.SPACE,
        new Chain(all, rest, "at %s %d".formatted(path, rules.size())).whole());
  }

  private static LinkedHashSet<String> required(Map<String, Object> schema, String path) {
    var required = new LinkedHashSet<String>();
    for (var name : SchemaKeywords.list(schema, "required", path)) {
      if (!(name instanceof String text)) {
        throw fault(path, "required: expected names, found " + JsonText.of(name));
      }
      required.add(text);
    }
    return required;
  }

  private Property property(String name, Object schema, boolean required, String path) {
    return new Property(
        Expression.sequence(Expression.text(JsonText.quoted(name)), colon(), value(schema, path)),
        required);
  }

  private static Expression colon() {
    return Expression.sequence(Expression.text(":"), JsonText.SPACE);
  }

  private Expression value(Object schema, String path) {
    var name = "value at " + path + " " + rules.size();
    rules.put(name, Expression.EMPTY);
    rules.put(name, compiler.schema(schema, path));
    return new Expression.Rule(name);
  }

  private static Expression rule(String name) {
    return new Expression.Rule(name);
  }

  /**
   * A rule for each place and each number of properties before it, which are counted as far as
   * their bounds or the next comma ask for. Names that are no property of the schema may come
   * twice, and so count as one against the least number. All that comes after is shared.
   */
  private final class Chain {
    private final List<Property> all;
    private final Rest rest;
    private final String name;
    private final int most; // that are told apart
    private final int mostOthers;

    Chain(List<Property> all, Rest rest, String name) {
      this.all = all;
      this.rest = rest;
      this.name = name;
      boolean bounded = rest.most < Expression.UNBOUNDED;
      most = bounded ? rest.most : Math.max(1, rest.least);
      mostOthers = bounded ? rest.most : 1;
    }

    Expression whole() {
      for (int i = 0; i < all.size(); i++) {
        for (int count = 0; count <= Math.min(i, most); count++) {
          rules.put(link(i, count, 0), Expression.EMPTY);
        }
      }
      for (int count = 0; count <= Math.min(all.size(), most); count++) {
        for (int others = 0; others <= mostOthers; others++) {
          rules.put(link(all.size(), count, others), Expression.EMPTY);
          rules.put(link(all.size(), count, others), end(count, others));
        }
      }
      for (int i = 0; i < all.size(); i++) {
        for (int count = 0; count <= Math.min(i, most); count++) {
          rules.put(link(i, count, 0), property(i, count));
        }
      }
      return rule(link(0, 0, 0));
    }

    private Expression property(int i, int count) {
      var ways = new ArrayList<Expression>();
      if (count < rest.most) {
        ways.add(
            Expression.sequence(
                between(count),
                all.get(i).written,
                rule(link(i + 1, Math.min(most, count + 1), 0))));
      }
      if (!all.get(i).required) {
        ways.add(rule(link(i + 1, count, 0)));
      }
      return new Expression.Either(ways);
    }

    private Expression end(int count, int others) {
      var ways = new ArrayList<Expression>();
      if (count + Math.min(1, others) >= rest.least) {
        ways.add(
            Expression.sequence(
                count + others > 0 ? JsonText.SPACE : Expression.EMPTY, Expression.text("}")));
      }
      if (count + others < rest.most) {
        ways.add(
            Expression.sequence(
                between(count + others),
                rest.more,
                rule(link(all.size(), count, Math.min(mostOthers, others + 1)))));
      }
      return new Expression.Either(ways);
    }

    private static Expression between(int before) {
      return before == 0
          ? Expression.EMPTY
          : Expression.sequence(Expression.text(","), JsonText.SPACE);
    }

    private String link(int at, int count, int others) {
      return "%s %d %d %d".formatted(name, at, count, others);
    }
  }
}
