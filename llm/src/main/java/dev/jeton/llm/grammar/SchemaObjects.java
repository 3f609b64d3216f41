package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Objects: the properties in the schema's order, each at most once, then others. */
final class SchemaObjects {
  private final SchemaCompiler compiler;
  private final Map<String, Expression> rules;

  SchemaObjects(SchemaCompiler compiler, Map<String, Expression> rules) {
    this.compiler = compiler;
    this.rules = rules;
  }

  private record Property(Expression written, boolean required) {}

  Expression of(Map<String, Object> schema, String path) {
    var properties =
        SchemaKeywords.object(schema.getOrDefault("properties", Map.of()), path + "/properties");
    var required = new LinkedHashSet<String>();
    for (var name : SchemaKeywords.list(schema, "required", path)) {
      if (!(name instanceof String text)) {
        throw fault(path, "required: expected names, found " + JsonText.of(name));
      }
      required.add(text);
    }
    boolean said = schema.containsKey("additionalProperties");
    var others = schema.getOrDefault("additionalProperties", properties.isEmpty());
    var all = new ArrayList<Property>();
    properties.forEach(
        (name, inner) ->
            all.add(property(name, inner, required.contains(name), path + "/properties/" + name)));
    for (var name : required) {
      if (!properties.containsKey(name)) {
        var inner = said ? others : true;
        all.add(property(name, inner, true, path + "/additionalProperties"));
      }
    }
    var known = new LinkedHashSet<>(properties.keySet());
    known.addAll(required);
    Expression more = Expression.NOTHING;
    if (!others.equals(false)) {
      more =
          Expression.sequence(
              JsonText.stringBut(known, new Expression.Rule("string rest")),
              colon(),
              value(others, path + "/additionalProperties"));
    }
    return Expression.sequence(
        Expression.text("{"),
        JsonText.SPACE,
        chain(all, more, "at %s %d".formatted(path, rules.size())));
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

  /**
   * Two rules for each place: whether something stands before it, and so a comma between. All that
   * comes after is shared.
   */
  private Expression chain(List<Property> all, Expression more, String name) {
    for (int i = 0; i <= all.size(); i++) {
      for (int before = 0; before < 2; before++) {
        rules.put(link(name, i, before), Expression.EMPTY);
      }
    }
    var comma = Expression.sequence(Expression.text(","), JsonText.SPACE);
    for (int before = 0; before < 2; before++) {
      var between = before == 1 ? comma : Expression.EMPTY;
      for (int i = 0; i < all.size(); i++) {
        var with = Expression.sequence(between, all.get(i).written, rule(link(name, i + 1, 1)));
        var link =
            all.get(i).required ? with : Expression.either(with, rule(link(name, i + 1, before)));
        rules.put(link(name, i, before), link);
      }
      var end = before == 1 ? JsonText.SPACE : Expression.EMPTY;
      rules.put(
          link(name, all.size(), before),
          Expression.either(
              Expression.sequence(end, Expression.text("}")),
              Expression.sequence(between, more, rule(link(name, all.size(), 1)))));
    }
    return rule(link(name, 0, 0));
  }

  private static Expression rule(String name) {
    return new Expression.Rule(name);
  }

  private static String link(String name, int at, int before) {
    return "%s %d %d".formatted(name, at, before);
  }
}
