package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of the types of JSON under a schema without references and branches. */
final class SchemaValues {
  private static final Expression COMMA = Expression.sequence(Expression.text(","), JsonText.SPACE);
  private static final Expression STRING = new Expression.Rule("string");
  private static final Expression CHARACTER = new Expression.Rule("character");
  private static final Expression ANY = new Expression.Rule("any");
  private static final Set<String> BESIDE_VALUES = Set.of("type", "enum", "const");

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
      return listed(schema, types, path);
    }
    var all = new ArrayList<Expression>();
    for (var type : types) {
      if (!type.equals("integer") || !types.contains("number")) {
        all.add(ofType(type, schema, path));
      }
    }
    return new Expression.Either(all);
  }

  private static Expression listed(Map<String, Object> schema, List<String> types, String path) {
    for (var key : schema.keySet()) {
      if (!BESIDE_VALUES.contains(key)) {
        throw fault(
            path, "expected enum and const alone or beside type, found '%s'".formatted(key));
      }
    }
    var all = new ArrayList<Expression>();
    for (var value : SchemaKeywords.values(schema, path)) {
      if (SchemaKeywords.isOf(value, types)
          && (!schema.containsKey("enum")
              || SchemaKeywords.list(schema, "enum", path).stream()
                  .anyMatch(other -> JsonTree.equal(value, other)))) {
        all.add(Expression.text(JsonText.of(value)));
      }
    }
    return new Expression.Either(all);
  }

  private Expression ofType(String type, Map<String, Object> schema, String path) {
    return switch (type) {
      case "object" -> objects.of(schema, path);
      case "array" -> array(schema, path);
      case "string" -> string(schema, path);
      case "number", "integer" -> number(schema, type.equals("integer"), path);
      case "boolean" -> Expression.either(Expression.text("true"), Expression.text("false"));
      default -> Expression.text("null");
    };
  }

  private static Expression string(Map<String, Object> schema, String path) {
    int least = SchemaKeywords.count(schema, "minLength", 0, path);
    int most = SchemaKeywords.count(schema, "maxLength", Expression.UNBOUNDED, path);
    var pattern = schema.get("pattern");
    var format = schema.get("format");
    if (pattern == null && format == null) {
      if (most < least) {
        return Expression.NOTHING;
      }
      return least == 0 && most == Expression.UNBOUNDED
          ? STRING
          : Expression.sequence(
              JsonText.QUOTE, new Expression.Repeat(CHARACTER, least, most), JsonText.QUOTE);
    }
    if (pattern != null && format != null
        || schema.containsKey("minLength")
        || schema.containsKey("maxLength")) {
      throw fault(
          path, "expected one of pattern, format, and minLength with maxLength, found more");
    }
    if (format != null) {
      if (!(format instanceof String name)) {
        throw fault(path, "format: expected a name, found " + JsonText.of(format));
      }
      return JsonText.string(Formats.named(name, "JSON Schema, " + path));
    }
    if (!(pattern instanceof String regex)) {
      throw fault(path, "pattern: expected a regular expression");
    }
    try {
      return JsonText.string(new RegexParser(regex).found());
    } catch (GrammarException e) {
      throw fault(path, "pattern: " + e.getMessage());
    }
  }

  private static Expression number(Map<String, Object> schema, boolean integer, String path) {
    var least = bound(schema, "minimum", path);
    var above = bound(schema, "exclusiveMinimum", path);
    var most = bound(schema, "maximum", path);
    var below = bound(schema, "exclusiveMaximum", path);
    if (least == null && above == null && most == null && below == null) {
      return new RegexParser(
              integer
                  ? "0|-?[1-9][0-9]{0,14}"
                  : "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?")
          .whole();
    }
    boolean leastIn = above == null || least != null && least.compareTo(above) > 0;
    boolean mostIn = below == null || most != null && most.compareTo(below) < 0;
    return NumberRange.of(leastIn ? least : above, leastIn, mostIn ? most : below, mostIn, integer);
  }

  private static @Nullable BigDecimal bound(Map<String, Object> schema, String key, String path) {
    var value = schema.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof BigDecimal number)
        || number.precision() - number.scale() > 40
        || number.scale() > 40) {
      throw fault(
          path,
          "%s: expected a number of up to 40 digits, found %s".formatted(key, JsonText.of(value)));
    }
    return number;
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
