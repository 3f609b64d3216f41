package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.NO_MULTIPLE;
import static dev.jeton.llm.grammar.SchemaKeywords.NO_PATTERN;
import static dev.jeton.llm.grammar.SchemaKeywords.NO_VALUE;
import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is valid exactly where a schema is not. A schema holds where all of its keywords do, so that
 * its opposite is one of theirs (De Morgan).
 */
final class SchemaNegation {
  private static final int DEEPEST = 20;

  /** Finds the schema at a place. */
  interface References {
    Object at(String pointer, String path);
  }

  private final References references;
  private int depth;

  SchemaNegation(References references) {
    this.references = references;
  }

  /**
   * The opposite.
   *
   * @throws GrammarException if it cannot be said exactly
   */
  Object of(Object schema, String path) {
    if (schema instanceof Boolean all) {
      return !all;
    }
    if (++depth > DEEPEST) {
      throw fault(path, "expected a schema that does not lead back to itself");
    }
    var keywords = SchemaKeywords.effective(SchemaKeywords.object(schema, path));
    SchemaKeywords.check(keywords, path);
    var ways = new ArrayList<Object>();
    if (keywords.containsKey("if")) {
      throw unsaid("if", path);
    }
    keywords.forEach((key, said) -> add(ways, key, said, path));
    depth--;
    return ways.isEmpty() ? false : schema("anyOf", ways);
  }

  private void add(List<Object> ways, String key, Object said, String path) {
    switch (key) {
      case "type" -> types(ways, said, path);
      case "const" -> ways.add(schema(NO_VALUE, new SchemaKeywords.All(List.of(said))));
      case "enum" ->
          ways.add(
              schema(
                  NO_VALUE,
                  new SchemaKeywords.All(SchemaKeywords.list(Map.of(key, said), key, path))));
      case "not" -> ways.add(said);
      case "allOf" -> parts(said, key, path).forEach(part -> ways.add(of(part, path)));
      case "anyOf" ->
          ways.add(
              SchemaMerge.allOf(
                  parts(said, key, path).stream().map(part -> of(part, path)).toArray()));
      case "$ref" ->
          ways.add(of(references.at(SchemaCompiler.pointer(Map.of(key, said), path), path), path));
      case "required" ->
          parts(said, key, path)
              .forEach(name -> ways.add(typed("object", "properties", one(name, false))));
      case "properties" ->
          SchemaKeywords.object(said, path)
              .forEach(
                  (name, inner) -> {
                    var way = typed("object", "properties", one(name, schema("not", inner)));
                    way.put("required", List.of(name));
                    ways.add(way);
                  });
      case "pattern" ->
          ways.add(typed("string", NO_PATTERN, new SchemaKeywords.All(List.of(said))));
      case "multipleOf" ->
          ways.add(typed("number", NO_MULTIPLE, new SchemaKeywords.All(List.of(said))));
      case "minimum" -> ways.add(typed("number", "exclusiveMaximum", said));
      case "maximum" -> ways.add(typed("number", "exclusiveMinimum", said));
      case "exclusiveMinimum" -> ways.add(typed("number", "maximum", said));
      case "exclusiveMaximum" -> ways.add(typed("number", "minimum", said));
      case "minLength" -> below(ways, "string", "maxLength", said, key, path);
      case "minItems" -> below(ways, "array", "maxItems", said, key, path);
      case "minProperties" -> below(ways, "object", "maxProperties", said, key, path);
      case "maxLength" -> ways.add(typed("string", "minLength", above(said, key, path)));
      case "maxItems" -> ways.add(typed("array", "minItems", above(said, key, path)));
      case "maxProperties" -> ways.add(typed("object", "minProperties", above(said, key, path)));
      case "dependentRequired" ->
          SchemaKeywords.object(said, path)
              .forEach(
                  (name, others) ->
                      parts(others, key, path)
                          .forEach(
                              other -> {
                                var way = typed("object", "properties", one(other, false));
                                way.put("required", List.of(name));
                                ways.add(way);
                              }));
      case "then", "else" -> {} // of no if
      default -> throw unsaid(key, path);
    }
  }

  private static GrammarException unsaid(String key, String path) {
    return fault(
        path, "expected keywords whose opposite can be kept exactly, found '%s'".formatted(key));
  }

  private static void types(List<Object> ways, Object said, String path) {
    var types = SchemaKeywords.types(Map.of("type", said), path);
    boolean numbers = types.contains("number");
    var others =
        SchemaKeywords.types(Map.of(), path).stream()
            .filter(type -> !types.contains(type))
            .filter(type -> !type.equals("integer") && !(numbers && type.equals("number")))
            .filter(type -> !(types.contains("integer") && type.equals("number")))
            .toList();
    if (!others.isEmpty()) {
      ways.add(schema("type", others));
    }
    if (types.contains("integer") && !numbers) {
      ways.add(typed("number", NO_MULTIPLE, new SchemaKeywords.All(List.of(BigDecimal.ONE))));
    }
  }

  private static List<Object> parts(Object said, String key, String path) {
    return SchemaKeywords.list(Map.of(key, said), key, path);
  }

  private static void below(
      List<Object> ways, String type, String key, Object said, String of, String path) {
    int count = SchemaKeywords.count(Map.of(of, said), of, 0, path);
    if (count > 0) {
      ways.add(typed(type, key, BigDecimal.valueOf(count - 1)));
    }
  }

  private static BigDecimal above(Object said, String key, String path) {
    return BigDecimal.valueOf(SchemaKeywords.count(Map.of(key, said), key, 0, path) + 1L);
  }

  private static Map<String, Object> schema(String key, Object value) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put(key, value);
    return schema;
  }

  private static Map<String, Object> typed(String type, String key, Object value) {
    var schema = schema("type", type);
    schema.put(key, value);
    return schema;
  }

  private static Map<String, Object> one(Object name, Object inner) {
    return schema(String.valueOf(name), inner);
  }
}
