package dev.jeton.llm.grammar;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether a value is valid, straight from the words of JSON Schema; formats are not looked at. */
final class SchemaCheck {
  private final Object root;

  SchemaCheck(String schema) {
    root = JsonTree.parse(schema);
  }

  boolean valid(String json) {
    return valid(JsonTree.parse(json), root);
  }

  private boolean valid(Object value, Object schema) {
    if (schema instanceof Boolean all) {
      return all;
    }
    var map = (Map<?, ?>) schema;
    return map.entrySet().stream()
        .allMatch(e -> keeps(value, String.valueOf(e.getKey()), e.getValue(), map));
  }

  private boolean keeps(Object value, String key, Object said, Map<?, ?> schema) {
    return switch (key) {
      case "type" -> types(said).stream().anyMatch(type -> isOf(value, type));
      case "enum" -> ((List<?>) said).stream().anyMatch(one -> JsonTree.equal(one, value));
      case "const" -> JsonTree.equal(said, value);
      case "anyOf" -> ((List<?>) said).stream().anyMatch(one -> valid(value, one));
      case "oneOf" -> ((List<?>) said).stream().filter(one -> valid(value, one)).count() == 1;
      case "allOf" -> ((List<?>) said).stream().allMatch(one -> valid(value, one));
      case "$ref" -> valid(value, resolve(said.toString()));
      case "minimum" -> !(value instanceof BigDecimal n) || n.compareTo((BigDecimal) said) >= 0;
      case "maximum" -> !(value instanceof BigDecimal n) || n.compareTo((BigDecimal) said) <= 0;
      case "exclusiveMinimum" ->
          !(value instanceof BigDecimal n) || n.compareTo((BigDecimal) said) > 0;
      case "exclusiveMaximum" ->
          !(value instanceof BigDecimal n) || n.compareTo((BigDecimal) said) < 0;
      case "minLength" ->
          !(value instanceof String s) || s.codePointCount(0, s.length()) >= number(said);
      case "maxLength" ->
          !(value instanceof String s) || s.codePointCount(0, s.length()) <= number(said);
      case "pattern" ->
          !(value instanceof String s) || Pattern.compile(said.toString()).matcher(s).find();
      case "multipleOf" ->
          !(value instanceof BigDecimal n) || n.remainder((BigDecimal) said).signum() == 0;
      case "not" -> !valid(value, said);
      case "if" ->
          valid(value, said)
              ? !schema.containsKey("then") || valid(value, schema.get("then"))
              : !schema.containsKey("else") || valid(value, schema.get("else"));
      case "uniqueItems" ->
          !(value instanceof List<?> l)
              || l.stream()
                  .allMatch(x -> l.stream().filter(y -> JsonTree.equal(x, y)).count() == 1);
      case "minProperties" -> !(value instanceof Map<?, ?> m) || m.size() >= number(said);
      case "maxProperties" -> !(value instanceof Map<?, ?> m) || m.size() <= number(said);
      case "propertyNames" ->
          !(value instanceof Map<?, ?> m) || m.keySet().stream().allMatch(n -> valid(n, said));
      case "dependentRequired" ->
          !(value instanceof Map<?, ?> m)
              || ((Map<?, ?>) said)
                  .entrySet().stream()
                      .allMatch(
                          e ->
                              !m.containsKey(e.getKey())
                                  || m.keySet().containsAll((List<?>) e.getValue()));
      case "patternProperties" ->
          !(value instanceof Map<?, ?> m)
              || m.entrySet().stream()
                  .allMatch(
                      e ->
                          ((Map<?, ?>) said)
                              .entrySet().stream()
                                  .filter(p -> found(p.getKey(), e.getKey()))
                                  .allMatch(p -> valid(e.getValue(), p.getValue())));
      case "minItems" -> !(value instanceof List<?> l) || l.size() >= number(said);
      case "maxItems" -> !(value instanceof List<?> l) || l.size() <= number(said);
      case "prefixItems", "items" -> !(value instanceof List<?> l) || items(l, key, said, schema);
      case "required" -> !(value instanceof Map<?, ?> m) || m.keySet().containsAll((List<?>) said);
      case "properties", "additionalProperties" ->
          !(value instanceof Map<?, ?> m) || properties(m, key, said, schema);
      default -> true;
    };
  }

  private boolean items(List<?> list, String key, Object said, Map<?, ?> schema) {
    int prefix = schema.get("prefixItems") instanceof List<?> first ? first.size() : 0;
    for (int i = 0; i < list.size(); i++) {
      if (key.equals("items")
          ? i >= prefix && !valid(list.get(i), said)
          : i < prefix && !valid(list.get(i), ((List<?>) said).get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean properties(Map<?, ?> value, String key, Object said, Map<?, ?> schema) {
    var known = new LinkedHashMap<Object, Object>();
    if (schema.get("properties") instanceof Map<?, ?> map) {
      known.putAll(map);
    }
    return value.entrySet().stream()
        .allMatch(
            e ->
                key.equals("properties")
                    ? !known.containsKey(e.getKey()) || valid(e.getValue(), known.get(e.getKey()))
                    : known.containsKey(e.getKey())
                        || schema.get("patternProperties") instanceof Map<?, ?> patterns
                            && patterns.keySet().stream().anyMatch(p -> found(p, e.getKey()))
                        || valid(e.getValue(), said));
  }

  private static boolean found(Object pattern, Object name) {
    return Pattern.compile(pattern.toString()).matcher(name.toString()).find();
  }

  private Object resolve(String pointer) {
    Object at = root;
    for (var part : pointer.substring(1).split("/")) {
      if (!part.isEmpty()) {
        at = java.util.Objects.requireNonNull(((Map<?, ?>) at).get(part));
      }
    }
    return at;
  }

  private static List<?> types(Object said) {
    return said instanceof List<?> list ? list : List.of(said);
  }

  private static boolean isOf(Object value, Object type) {
    return type.equals(JsonTree.type(value))
        || type.equals("number") && value instanceof BigDecimal;
  }

  private static int number(Object said) {
    return ((BigDecimal) said).intValueExact();
  }
}
