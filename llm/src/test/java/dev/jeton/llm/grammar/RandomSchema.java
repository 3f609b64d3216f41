package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random JSON Schemas of what is kept: references, recursion, ranges, lists, unicode. */
final class RandomSchema {
  private static final List<String> WORDS =
      List.of(
          "name",
          "größe",
          "日本",
          "a b",
          "q\"uote",
          "back\\slash",
          "emoji😀",
          "",
          "tab\t",
          "x",
          "xy");
  private static final List<String> PATTERNS =
      List.of(
          "^[a-z]{2,5}$",
          "^(foo|bar|b[aeiou]z)+$",
          "^\\d{3}-\\d{4}$",
          "ab+c?",
          "^[A-Z][a-zé]*( [A-Z][a-z]*){0,2}$",
          "^x|y$",
          "^[\\u3040-\\u309f]{1,4}$",
          "^\"[^\"]*\"$",
          "^$",
          "[0-9]{2}");
  private static final List<String> FORMATS =
      List.of(
          "date",
          "time",
          "date-time",
          "uuid",
          "ipv4",
          "ipv6",
          "email",
          "hostname",
          "uri",
          "duration");

  private final RandomGenerator random;
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private RandomSchema(RandomGenerator random) {
    this.random = random;
  }

  /** One schema, as JSON. */
  static String of(RandomGenerator random) {
    var one = new RandomSchema(random);
    var root = new LinkedHashMap<>(one.schema(3));
    if (!one.definitions.isEmpty()) {
      root.put("$defs", one.definitions);
    }
    return JsonText.of(root);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static Map<String, Object> map(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private Map<String, Object> schema(int depth) {
    int kind = random.nextInt(depth > 0 ? 19 : 8);
    return switch (kind) {
      case 0 -> map("type", any(List.of("boolean", "null", "string", "integer", "number")));
      case 1 ->
          map(
              "enum",
              List.of(any(WORDS), any(WORDS), random.nextInt(100), true, List.of(1, any(WORDS))));
      case 2 -> map("const", any(WORDS));
      case 3 -> numbers();
      case 4 -> length();
      case 5 -> map("type", "string", "pattern", any(PATTERNS));
      case 6 -> map("type", "string", "format", any(FORMATS));
      case 7 -> map("type", List.of("integer", "null"), "minimum", random.nextInt(-50, 50));
      case 8, 9 -> array(depth);
      case 10, 11 -> object(depth);
      case 12 -> map("anyOf", List.of(schema(depth - 1), schema(depth - 1)));
      case 13 ->
          random.nextBoolean()
              ? map(
                  "oneOf",
                  List.of(
                      map("type", "string", "maxLength", 5), object(depth), map("type", "integer")))
              : map(
                  "allOf",
                  List.of(
                      map(
                          "type",
                          "object",
                          "properties",
                          map("a", schema(depth - 1)),
                          "required",
                          List.of("a")),
                      map("properties", map("b", schema(depth - 1), "a", map()))));
      case 14 -> multiples();
      case 15 -> opposite();
      case 16 -> named(depth);
      case 17 -> conditional(depth);
      default -> reference(depth);
    };
  }

  private Map<String, Object> multiples() {
    if (random.nextInt(3) == 0) {
      var values = List.of(any(WORDS), 1, random.nextInt(2, 100), true, "other", List.of(2));
      return map(
          "type",
          "array",
          "items",
          map("enum", values),
          "uniqueItems",
          true,
          "minItems",
          random.nextInt(4));
    }
    var step = any(List.of("2", "3", "7", "10", "60", "0.5", "0.25", "0.01", "1.5"));
    var map =
        map(
            "type",
            random.nextBoolean() && !step.contains(".") ? "integer" : "number",
            "multipleOf",
            new java.math.BigDecimal(step));
    if (random.nextBoolean()) {
      map.put("minimum", random.nextInt(-500, 100));
      map.put("maximum", random.nextInt(170, 900));
    }
    return map;
  }

  private Map<String, Object> opposite() {
    return switch (random.nextInt(6)) {
      case 0 ->
          map("type", "string", "maxLength", 6, "not", map("enum", List.of("", "a", any(WORDS))));
      case 1 ->
          map(
              "type",
              "string",
              "minLength",
              1,
              "maxLength",
              8,
              "not",
              map("pattern", any(List.of("^[a-z]", "[0-9]$", "ab|ba", "^x+$"))));
      case 2 -> map("type", "integer", "not", map("multipleOf", random.nextInt(2, 12)));
      case 3 ->
          map(
              "type",
              List.of("integer", "boolean", "null"),
              "not",
              map("enum", List.of(random.nextInt(10), true)));
      case 4 ->
          map(
              "type",
              "integer",
              "not",
              map("minimum", random.nextInt(-20, 0), "maximum", random.nextInt(20)));
      default -> map("pattern", "^[a-z]+$", "minLength", 2, "maxLength", 5, "type", "string");
    };
  }

  private Map<String, Object> named(int depth) {
    var map =
        map(
            "type",
            "object",
            "properties",
            map(any(WORDS), schema(depth - 1), "x-first", map("type", "integer")));
    if (random.nextBoolean()) {
      map.put(
          "patternProperties",
          map("^x-", map("minimum", 3, "type", "integer"), "[0-9]$", map("type", "integer")));
      map.put("additionalProperties", random.nextBoolean() ? schema(0) : (Object) false);
    } else {
      map.put("propertyNames", map("pattern", "^[a-z-]{3,20}$"));
      map.put("additionalProperties", schema(0));
    }
    if (random.nextInt(3) == 0) {
      map.put("maxProperties", random.nextInt(1, 5));
    }
    return map;
  }

  private Map<String, Object> conditional(int depth) {
    var map =
        map(
            "type",
            "object",
            "properties",
            map(
                "kind",
                map("enum", List.of("a", "b", 3)),
                "one",
                schema(depth - 1),
                "two",
                schema(0)));
    if (random.nextBoolean()) {
      map.put("dependentRequired", map("kind", List.of("two"), "one", List.of("kind")));
      return map;
    }
    if (random.nextBoolean()) {
      map.put("required", List.of("kind"));
    }
    map.put("if", map("properties", map("kind", map("const", any(List.<Object>of("a", 3))))));
    map.put("then", map("required", List.of("one")));
    if (random.nextBoolean()) {
      map.put("else", map("required", List.of("two"), "properties", map("one", false)));
    }
    return map;
  }

  private Map<String, Object> numbers() {
    boolean integers = random.nextBoolean();
    double least = Math.round(random.nextGaussian() * 1000) / any(List.of(1.0, 10.0, 100.0));
    double most = least + Math.round(1 + random.nextDouble() * 3000) / any(List.of(1.0, 10.0));
    var map = map("type", integers ? "integer" : "number");
    if (random.nextInt(4) > 0) {
      map.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", rounded(least));
    }
    if (random.nextInt(4) > 0) {
      map.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", rounded(most + 2));
    }
    return map;
  }

  private static Object rounded(double value) {
    return new java.math.BigDecimal(String.valueOf(Math.round(value * 100) / 100.0));
  }

  private Map<String, Object> length() {
    int least = random.nextInt(4);
    return map("type", "string", "minLength", least, "maxLength", least + random.nextInt(12));
  }

  private Map<String, Object> array(int depth) {
    var map = map("type", "array", "items", schema(depth - 1));
    if (random.nextInt(3) == 0) {
      map.put("prefixItems", List.of(schema(depth - 1), schema(0)));
    }
    int least = random.nextInt(3);
    map.put("minItems", least);
    if (random.nextBoolean()) {
      map.put("maxItems", least + random.nextInt(4));
    }
    if (map.containsKey("prefixItems") && random.nextBoolean()) {
      map.put("items", false);
      map.put("minItems", 1);
      map.remove("maxItems");
    }
    return map;
  }

  private Map<String, Object> object(int depth) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (int i = random.nextInt(5); i > 0; i--) {
      var name = any(WORDS);
      properties.put(name, schema(depth - 1));
      if (random.nextBoolean() && !required.contains(name)) {
        required.add(name);
      }
    }
    var map = map("type", "object", "properties", properties, "required", required);
    if (random.nextInt(3) == 0) {
      map.put(
          "additionalProperties", random.nextBoolean() ? schema(0) : (Object) random.nextBoolean());
    }
    return map;
  }

  private Map<String, Object> reference(int depth) {
    var name = "d" + random.nextInt(3);
    if (!definitions.containsKey(name)) {
      definitions.put(name, map()); // so that it may speak of itself
      var node =
          map(
              "type",
              "object",
              "properties",
              map("value", schema(depth - 1), "next", map("$ref", "#/$defs/" + name)));
      definitions.put(
          name,
          random.nextBoolean()
              ? node
              : map(
                  "anyOf",
                  List.of(
                      map("type", "null"),
                      node,
                      map(
                          "type",
                          "array",
                          "items",
                          map("$ref", "#/$defs/" + name),
                          "maxItems",
                          3))));
    }
    return map("$ref", "#/$defs/" + name);
  }
}
