package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code not}, {@code if} and what depends on properties ask for, as schemas without them. */
final class SchemaConditions {
  private final Map<String, Object> schema;
  private final String path;
  private final SchemaNegation negation;

  SchemaConditions(Map<String, Object> schema, String path, SchemaNegation.References references) {
    this.schema = schema;
    this.path = path;
    negation = new SchemaNegation(references);
  }

  /** Schemas that hold too. */
  List<Object> parts() {
    var parts = new ArrayList<Object>();
    if (schema.containsKey("not")) {
      parts.add(negation.of(schema.getOrDefault("not", true), path + "/not"));
    }
    if (schema.containsKey("if")) {
      parts.add(condition());
    }
    dependent("dependentRequired", parts);
    dependent("dependentSchemas", parts);
    return parts;
  }

  private Object condition() {
    var asked = schema.getOrDefault("if", true);
    return anyOf(
        SchemaMerge.allOf(asked, schema.getOrDefault("then", true)),
        SchemaMerge.allOf(negation.of(asked, path + "/if"), schema.getOrDefault("else", true)));
  }

  /** Either a property is not there, or what depends on it holds. */
  private void dependent(String key, List<Object> parts) {
    var all = SchemaKeywords.object(schema.getOrDefault(key, Map.of()), path + "/" + key);
    all.forEach(
        (name, asked) -> {
          var there = new LinkedHashMap<String, Object>();
          if (key.equals("dependentSchemas")) {
            there.put("required", List.of(name));
            parts.add(anyOf(without(name), SchemaMerge.allOf(there, asked)));
            return;
          }
          if (!(asked instanceof List<?> names)) {
            throw fault(path, key + ": expected lists of names, found " + JsonText.of(asked));
          }
          var required = new ArrayList<Object>(names);
          required.add(name);
          there.put("required", required);
          parts.add(anyOf(without(name), there));
        });
  }

  private static Map<String, Object> without(String name) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("properties", new LinkedHashMap<>(Map.of(name, false)));
    return schema;
  }

  private static Map<String, Object> anyOf(Object... schemas) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("anyOf", List.of(schemas));
    return schema;
  }
}
