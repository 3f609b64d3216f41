package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.NO_MULTIPLE;
import static dev.jeton.llm.grammar.SchemaKeywords.NO_PATTERN;
import static dev.jeton.llm.grammar.SchemaKeywords.NO_VALUE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One schema for what is valid under both of two. */
final class SchemaMerge {
  private static final Set<String> LOWER =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
  private static final Set<String> SEVERAL =
      Set.of("pattern", "format", "multipleOf", NO_VALUE, NO_PATTERN, NO_MULTIPLE);
  private static final int MOST_BRANCHES = 64;

  private SchemaMerge() {}

  static Map<String, Object> of(Map<String, Object> a, Map<String, Object> b, String path) {
    var all = new LinkedHashMap<>(a);
    for (var entry : b.entrySet()) {
      var key = entry.getKey();
      var old = all.get(key);
      all.put(key, old == null ? entry.getValue() : both(key, old, entry.getValue(), path));
    }
    closed(a, b, all, path);
    closed(b, a, all, path);
    return all;
  }

  /** Properties that one schema says nothing of are additional ones there. */
  private static void closed(
      Map<String, Object> a, Map<String, Object> b, Map<String, Object> all, String path) {
    var others = a.get("additionalProperties");
    if (others == null || others.equals(true)) {
      return;
    }
    var patterns = names(a, "patternProperties");
    var more = new LinkedHashMap<Object, Object>();
    if (b.get("properties") instanceof Map<?, ?> theirs) {
      more.putAll(theirs);
    }
    more.keySet().removeAll(names(a, "properties"));
    if (!patterns.containsAll(names(b, "patternProperties"))
        || !patterns.isEmpty() && !more.isEmpty()) {
      throw new GrammarException(
          path
              + ": allOf, anyOf, oneOf or $ref: expected schemas that can be made one, found"
              + " additionalProperties beside patternProperties of another");
    }
    if (!more.isEmpty() && all.get("properties") instanceof Map<?, ?> known) {
      var properties = new LinkedHashMap<Object, Object>(known);
      more.keySet().forEach(name -> properties.compute(name, (n, old) -> allOf(others, old)));
      all.put("properties", properties);
    }
  }

  private static Set<?> names(Map<String, Object> schema, String key) {
    return schema.get(key) instanceof Map<?, ?> map ? map.keySet() : Set.of();
  }

  private static Object both(String key, Object a, Object b, String path) {
    if (SchemaCompiler.ANNOTATIONS.contains(key) || JsonTree.equal(a, b)) {
      return a;
    }
    if (LOWER.contains(key) || UPPER.contains(key)) {
      if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
        return LOWER.contains(key) ? x.max(y) : x.min(y);
      }
    }
    if (SEVERAL.contains(key)) {
      return SchemaKeywords.All.both(a, b);
    }
    return switch (key) {
      case "type" -> types(names(a), names(b));
      case "enum" -> common(list(a), list(b));
      case "const" -> throw fault(key, path);
      case "required" -> {
        var all = new LinkedHashSet<Object>(list(a));
        all.addAll(list(b));
        yield List.copyOf(all);
      }
      case "properties", "patternProperties" -> properties(a, b, path);
      case "items", "propertyNames" -> allOf(a, b);
      case "uniqueItems" -> a.equals(true) || b.equals(true);
      case "anyOf" -> branches(list(a), list(b), path);
      case "additionalProperties" -> a.equals(false) || b.equals(false) ? false : allOf(a, b);
      default -> throw fault(key, path);
    };
  }

  /** One of the first and one of the others. */
  private static Object branches(List<?> a, List<?> b, String path) {
    if (a.size() * b.size() > MOST_BRANCHES) {
      throw new GrammarException(
          "%s: expected schemas that lead to at most %d branches of anyOf, found %d"
              .formatted(path, MOST_BRANCHES, a.size() * b.size()));
    }
    return a.stream().flatMap(x -> b.stream().map(y -> (Object) allOf(x, y))).toList();
  }

  private static GrammarException fault(String key, String path) {
    return new GrammarException(
        "%s: expected schemas that can be made one, found two of '%s'".formatted(path, key));
  }

  static Map<String, Object> allOf(Object... schemas) {
    var map = new LinkedHashMap<String, Object>();
    map.put("allOf", List.of(schemas));
    return map;
  }

  private static Object properties(Object a, Object b, String path) {
    if (!(a instanceof Map<?, ?> x) || !(b instanceof Map<?, ?> y)) {
      throw fault("properties", path);
    }
    var all = new LinkedHashMap<Object, Object>(x);
    y.forEach(
        (name, schema) -> {
          var old = all.get(name);
          all.put(name, old == null ? schema : allOf(old, schema));
        });
    return all;
  }

  private static List<Object> common(List<?> a, List<?> b) {
    var all = new ArrayList<Object>();
    for (var value : a) {
      if (b.stream().anyMatch(other -> JsonTree.equal(value, other))) {
        all.add(value);
      }
    }
    return all;
  }

  /** Integers are numbers. */
  static List<Object> types(List<?> a, List<?> b) {
    var all = new LinkedHashSet<Object>();
    for (var type : a) {
      if (b.contains(type) || type.equals("integer") && b.contains("number")) {
        all.add(type);
      } else if (type.equals("number") && b.contains("integer")) {
        all.add("integer");
      }
    }
    return List.copyOf(all);
  }

  static List<?> names(Object type) {
    return type instanceof List<?> list ? list : List.of(type);
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
