package dev.jeton.llm.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keywords of one schema object: which there are, and what they must look like. */
final class SchemaKeywords {
  /** What says nothing of values. */
  static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly");

  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    List.of("properties", "required", "additionalProperties").forEach(k -> KINDS.put(k, "object"));
    List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems")
        .forEach(k -> KINDS.put(k, "array"));
    List.of("minLength", "maxLength", "pattern", "format").forEach(k -> KINDS.put(k, "string"));
    List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        .forEach(k -> KINDS.put(k, "number"));
  }

  private static final Set<String> OTHERS =
      Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref");

  private static final List<String> TYPES =
      List.of("object", "array", "string", "number", "integer", "boolean", "null");

  /** Most of what is counted. */
  static final int MOST = 100_000;

  private SchemaKeywords() {}

  /** Complains of what is not known, so that nothing is ever passed over. */
  static void check(Map<String, Object> schema, String path) {
    for (var entry : schema.entrySet()) {
      var key = entry.getKey();
      if (!ANNOTATIONS.contains(key) && !KINDS.containsKey(key) && !OTHERS.contains(key)) {
        throw fault(path, "expected keywords that can be kept exactly, found '%s'".formatted(key));
      }
    }
    if (Boolean.TRUE.equals(schema.get("uniqueItems"))
        && count(schema, "maxItems", MOST, path) > 1) {
      throw fault(path, "expected keywords that can be kept exactly, found 'uniqueItems'");
    }
  }

  static GrammarException fault(String path, String said) {
    return new GrammarException("JSON Schema, %s: %s".formatted(path, said));
  }

  /** A count, or {@code otherwise} where it is not said. */
  static int count(Map<String, Object> schema, String key, int otherwise, String path) {
    var value = schema.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof BigDecimal number)
        || number.stripTrailingZeros().scale() > 0
        || number.signum() < 0
        || number.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw fault(path, "%s: expected 0 to %d, found %s".formatted(key, MOST, JsonText.of(value)));
    }
    return number.intValue();
  }

  static List<Object> list(Map<String, Object> schema, String key, String path) {
    var value = schema.getOrDefault(key, List.of());
    if (!(value instanceof List<?> list)) {
      throw fault(path, "%s: expected a list, found %s".formatted(key, JsonText.of(value)));
    }
    return new ArrayList<>(list);
  }

  static Map<String, Object> object(Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      throw fault(path, "expected an object, found " + JsonText.of(value));
    }
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
    return copy;
  }

  /** The schema without what says nothing of values. */
  static Map<String, Object> effective(Map<String, Object> schema) {
    var left = new LinkedHashMap<>(schema);
    left.keySet().removeAll(ANNOTATIONS);
    return left;
  }

  /** The types that values may have: those said, else those that keywords speak of, else all. */
  static List<String> types(Map<String, Object> schema, String path) {
    var said = schema.get("type");
    if (said == null) {
      var kinds = new LinkedHashSet<String>();
      schema.keySet().stream().filter(KINDS::containsKey).map(KINDS::get).forEach(kinds::add);
      return kinds.isEmpty() ? TYPES : List.copyOf(kinds);
    }
    var types = new ArrayList<String>();
    for (var name : SchemaMerge.names(said)) {
      if (!(name instanceof String type) || !TYPES.contains(type)) {
        throw fault(path, "type: expected %s, found %s".formatted(TYPES, JsonText.of(name)));
      }
      types.add(type);
    }
    return types;
  }

  /** Whether a value is of one of the types. */
  static boolean isOf(Object value, List<String> types) {
    var type = JsonTree.type(value);
    return types.contains(type) || type.equals("integer") && types.contains("number");
  }

  /** The values that are listed, by {@code enum} or {@code const}; empty where none are. */
  static List<Object> values(Map<String, Object> schema, String path) {
    return schema.containsKey("const")
        ? List.of(schema.getOrDefault("const", JsonTree.NULL))
        : list(schema, "enum", path);
  }
}
