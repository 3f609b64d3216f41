package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Values of the types of JSON under a schema without references and branches. */
final class SchemaValues {
  private static final Expression COMMA = Expression.sequence(Expression.text(","), JsonText.SPACE);
  private static final Expression STRING = new Expression.Rule("string");
  private static final Expression CHARACTER = new Expression.Rule("character");
  private static final Expression ANY = new Expression.Rule("any");
  private static final Set<String> BESIDE_VALUES =
      Set.of("type", "enum", "const", SchemaKeywords.NO_VALUE);

  private final SchemaCompiler compiler;
  private final Map<String, Expression> rules;
  private final SchemaObjects objects;

  SchemaValues(SchemaCompiler compiler, Map<String, Expression> rules) {
    this.compiler = compiler;
    this.rules = rules;
    objects = new SchemaObjects(compiler, rules);
  }

  /** The rules that all schemas share. */
  void addBasics() {
    rules.put("character", JsonText.CHARACTER);
    rules.put("space", JsonText.SPACE);
    rules.put(
        "string rest",
        Expression.sequence(
            new Expression.Repeat(JsonText.CHARACTER, 0, Expression.UNBOUNDED), JsonText.QUOTE));
    rules.put("string", Expression.sequence(JsonText.QUOTE, new Expression.Rule("string rest")));
    rules.put(
        "any",
        new Expression.Either(
            SchemaKeywords.types(Map.of(), "#").stream()
                .filter(type -> !type.equals("integer"))
                .map(type -> ofType(type, Map.of(), "#"))
                .toList()));
  }

  Expression of(Map<String, Object> schema, String path) {
    var types = SchemaKeywords.types(schema, path);
    if (schema.containsKey("enum") || schema.containsKey("const")) {
      return new Expression.Either(
          listed(schema, path).stream().map(value -> Expression.text(JsonText.of(value))).toList());
    }
    var all = new ArrayList<Expression>();
    for (var type : types) {
      if (!type.equals("integer") || !types.contains("number")) {
        all.add(ofType(type, schema, path));
      }
    }
    return new Expression.Either(all);
  }

  /** The values that a schema lists by {@code enum} or {@code const} and that are valid. */
  static List<Object> listed(Map<String, Object> schema, String path) {
    var types = SchemaKeywords.types(schema, path);
    return SchemaKeywords.values(schema, path).stream()
        .filter(value -> SchemaKeywords.isOf(value, types))
        .filter(
            value ->
                !schema.containsKey("enum")
                    || SchemaKeywords.list(schema, "enum", path).stream()
                        .anyMatch(other -> JsonTree.equal(value, other)))
        .filter(value -> keeps(value, schema, path))
        .toList();
  }

  /** Whether a listed value keeps the other keywords. */
  private static boolean keeps(Object value, Map<String, Object> schema, String path) {
    if (excluded(schema).stream().anyMatch(other -> JsonTree.equal(value, other))) {
      return false;
    }
    return switch (value) {
      case String text ->
          SchemaStrings.isPlain(schema) || SchemaStrings.of(schema, path).takes(text);
      case BigDecimal number -> SchemaNumbers.keeps(number, schema, path);
      case Boolean flag -> true;
      case JsonTree.Null nothing -> true;
      default -> {
        for (var key : schema.keySet()) {
          if (!BESIDE_VALUES.contains(key)) {
            throw fault(
                path, "expected enum and const alone or beside type, found '%s'".formatted(key));
          }
        }
        yield true;
      }
    };
  }

  private static List<Object> excluded(Map<String, Object> schema) {
    return SchemaKeywords.All.of(schema, SchemaKeywords.NO_VALUE);
  }

  private Expression ofType(String type, Map<String, Object> schema, String path) {
    var excluded = excluded(schema).stream().filter(v -> JsonTree.type(v).equals(type)).toList();
    if (!excluded.isEmpty() && Set.of("object", "array").contains(type)) {
      throw fault(path, "not: expected no objects and arrays as values");
    }
    return switch (type) {
      case "object" -> objects.of(schema, path);
      case "array" -> array(schema, path);
      case "string" -> string(schema, path);
      case "number", "integer" -> SchemaNumbers.of(schema, type.equals("integer"), path);
      case "boolean" ->
          new Expression.Either(
              Stream.of(true, false)
                  .filter(value -> !excluded.contains(value))
                  .map(value -> Expression.text(value.toString()))
                  .toList());
      default -> excluded.isEmpty() ? Expression.text("null") : Expression.NOTHING;
    };
  }

  private static Expression string(Map<String, Object> schema, String path) {
    if (SchemaStrings.isPlain(schema)) {
      return STRING;
    }
    if (SchemaStrings.isLength(schema)) {
      int least = SchemaKeywords.count(schema, "minLength", 0, path);
      int most = SchemaKeywords.count(schema, "maxLength", Expression.UNBOUNDED, path);
      return most < least
          ? Expression.NOTHING
          : Expression.sequence(
              JsonText.QUOTE, new Expression.Repeat(CHARACTER, least, most), JsonText.QUOTE);
    }
    var single = SchemaStrings.single(schema, path);
    return single == null
        ? JsonText.string(SchemaStrings.of(schema, path).expression())
        : JsonText.string(single);
  }

  private Expression array(Map<String, Object> schema, String path) {
    int least = SchemaKeywords.count(schema, "minItems", 0, path);
    int most = SchemaKeywords.count(schema, "maxItems", Expression.UNBOUNDED, path);
    var first = new ArrayList<Expression>();
    var prefix = SchemaKeywords.list(schema, "prefixItems", path);
    for (int i = 0; i < prefix.size(); i++) {
      first.add(rule(prefix.get(i), path + "/prefixItems/" + i));
    }
    var items = schema.getOrDefault("items", true);
    if (items instanceof List<?>) {
      throw fault(path, "items: expected a schema, found a list: it is prefixItems now");
    }
    if (items.equals(false)) {
      most = Math.min(most, first.size());
    }
    if (most < least) {
      return Expression.NOTHING;
    }
    if (schema.getOrDefault("uniqueItems", false).equals(true) && most > 1) {
      return Expression.sequence(
          Expression.text("["),
          JsonText.SPACE,
          UniqueItems.of(compiler.listed(items, path), prefix.size(), least, most, path),
          Expression.text("]"));
    }
    var other = items.equals(true) ? ANY : rule(items, path + "/items");
    return Expression.sequence(
        Expression.text("["),
        JsonText.SPACE,
        elements(0, least, most, first, other),
        Expression.text("]"));
  }

  private static Expression elements(
      int at, int least, int most, List<Expression> first, Expression other) {
    if (at == most) {
      return at == 0 ? Expression.EMPTY : JsonText.SPACE;
    }
    Expression some;
    if (at < first.size()) {
      some =
          Expression.sequence(
              at == 0 ? Expression.EMPTY : COMMA,
              first.get(at),
              elements(at + 1, least, most, first, other));
    } else {
      var next = Expression.sequence(COMMA, other);
      int done = at == 0 ? 1 : at;
      some =
          Expression.sequence(
              at == 0 ? other : Expression.EMPTY,
              new Expression.Repeat(
                  next,
                  Math.max(0, least - done),
                  most == Expression.UNBOUNDED ? most : most - done),
              JsonText.SPACE);
      if (at > 0) {
        return some;
      }
    }
    return at < least ? some : Expression.either(some, at == 0 ? Expression.EMPTY : JsonText.SPACE);
  }

  /** A rule of its own, so that what repeats is small. */
  private Expression rule(Object schema, String path) {
    var name = "at " + path + " " + rules.size();
    rules.put(name, Expression.EMPTY);
    rules.put(name, compiler.schema(schema, path));
    return new Expression.Rule(name);
  }
}
