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
    List.of(
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas")
        .forEach(k -> KINDS.put(k, "object"));
    List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems")
        .forEach(k -> KINDS.put(k, "array"));
    List.of("minLength", "maxLength", "pattern", "format").forEach(k -> KINDS.put(k, "string"));
    List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
        .forEach(k -> KINDS.put(k, "number"));
  }

  /** What the opposites of {@code enum}, {@code pattern} and {@code multipleOf} become. */
  static final String NO_VALUE = "\0value";

  static final String NO_PATTERN = "\0pattern";
  static final String NO_MULTIPLE = "\0multiple";

  private static final Set<String> OURS = Set.of(NO_VALUE, NO_PATTERN, NO_MULTIPLE);

  private static final Set<String> OTHERS =
      Set.of(
          "type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "not", "if", "then", "else");

  /** Several values of one keyword that all hold; no schema can say it. */
  record All(List<Object> values) {
    All {
      values = List.copyOf(values);
    }

    /** The values of a keyword: several, one or none. */
    static List<Object> of(Map<String, Object> schema, String key) {
      return switch (schema.get(key)) {
        case null -> List.of();
        case All all -> all.values;
        case Object one -> List.of(one);
      };
    }

    /** Both, each once. */
    static All both(Object a, Object b) {
      var values = new LinkedHashSet<>(a instanceof All all ? all.values : List.of(a));
      values.addAll(b instanceof All all ? all.values : List.of(b));
      return new All(List.copyOf(values));
    }
  }

  private static final List<String> TYPES =
      List.of("object", "array", "string", "number", "integer", "boolean", "null");

  private static final int LONGEST_PLACE = 200;

  /** Most of what is counted. */
  static final int MOST = 100_000;

  private SchemaKeywords() {}

  /** Complains of what is not known, so that nothing is ever passed over. */
  static void check(Map<String, Object> schema, String path) {
    for (var entry : schema.entrySet()) {
      var key = entry.getKey();
      boolean ours = OURS.contains(key) && entry.getValue() instanceof All;
      if (!ANNOTATIONS.contains(key) && !KINDS.containsKey(key) && !OTHERS.contains(key) && !ours) {
        throw fault(path, "expected keywords that can be kept exactly, found '%s'".formatted(key));
      }
    }
  }

  static GrammarException fault(String path, String said) {
    var place =
        path.length() <= LONGEST_PLACE
            ? path
            : path.substring(0, LONGEST_PLACE / 2)
                + "…"
                + path.substring(path.length() - LONGEST_PLACE / 2);
    return new GrammarException("JSON Schema, %s: %s".formatted(place, said));
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
