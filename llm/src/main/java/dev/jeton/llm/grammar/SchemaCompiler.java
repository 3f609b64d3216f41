package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A JSON Schema as rules. What it cannot say exactly it refuses. */
final class SchemaCompiler {
  static final Set<String> ANNOTATIONS = SchemaKeywords.ANNOTATIONS;
  private static final int DEEPEST = 300;

  /** Keywords that become others. */
  private static final Set<String> REWRITTEN =
      Set.of("$ref", "allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas");

  private final Object root;
  private final Map<String, Expression> rules = new LinkedHashMap<>();
  private final SchemaValues values = new SchemaValues(this, rules);
  private int depth;

  SchemaCompiler(String schema) {
    root = JsonTree.parse(schema);
  }

  /** All rules, the one for whole texts first. */
  Map<String, Expression> rules() {
    rules.put("root", Expression.EMPTY);
    values.addBasics();
    rules.put("root", schema(root, "#"));
    return rules;
  }

  /** What is valid under {@code schema}. */
  Expression schema(Object schema, String path) {
    if (schema instanceof Boolean all) {
      return all ? new Expression.Rule("any") : Expression.NOTHING;
    }
    if (++depth > DEEPEST) {
      throw fault(
          path,
          "expected schemas that do not lead back to themselves through allOf, anyOf or oneOf");
    }
    try {
      return object(SchemaKeywords.object(schema, path), path);
    } catch (StackOverflowError e) {
      throw fault(path, "expected a schema that is not so deep");
    } finally {
      depth--;
    }
  }

  private Expression object(Map<String, Object> schema, String path) {
    SchemaKeywords.check(schema, path);
    var keywords = SchemaKeywords.effective(schema);
    if (keywords.isEmpty()) {
      return new Expression.Rule("any");
    }
    if (keywords.containsKey("$ref") && keywords.size() == 1) {
      return reference(pointer(keywords, path), path);
    }
    if (keywords.keySet().stream().anyMatch(REWRITTEN::contains)) {
      return shared("all " + JsonText.of(keywords), () -> schema(flat(keywords, path, 0), path));
    }
    for (var key : List.of("anyOf", "oneOf")) {
      if (keywords.containsKey(key)) {
        return branches(keywords, key, path);
      }
    }
    return values.of(keywords, path);
  }

  /** The strings that are valid under a schema, which may be {@code not}, a pattern and so on. */
  Language strings(Object schema, String path) {
    var all = flat(schema, path, 0);
    var none = Language.of(Expression.NOTHING);
    if (all.containsKey("anyOf") || all.containsKey("oneOf")) {
      throw fault(path, "expected no branches in a schema of names");
    }
    if (!SchemaKeywords.isOf(
        "", all.containsKey("type") ? SchemaKeywords.types(all, path) : List.of("string"))) {
      return none;
    }
    if (all.containsKey("enum") || all.containsKey("const")) {
      return Language.of(
          new Expression.Either(
              SchemaValues.listed(all, path).stream()
                  .filter(String.class::isInstance)
                  .map(value -> Expression.text(value.toString()))
                  .toList()));
    }
    return SchemaStrings.of(all, path);
  }

  /** All values of a schema, where it lists them; else none. */
  List<Object> listed(Object schema, String path) {
    var all = flat(schema, path, 0);
    if (all.containsKey("enum") || all.containsKey("const")) {
      return SchemaValues.listed(all, path);
    }
    return all.equals(Map.of("type", "boolean")) ? List.of(true, false) : List.of();
  }

  private Expression branches(Map<String, Object> schema, String key, String path) {
    var common = new LinkedHashMap<>(schema);
    var list = SchemaKeywords.list(schema, key, path);
    common.remove(key);
    if (list.isEmpty()) {
      throw fault(path, key + ": expected a schema or more, found none");
    }
    if (key.equals("oneOf")) {
      refuseOverlap(list, path);
    }
    var all = new ArrayList<Expression>();
    for (int i = 0; i < list.size(); i++) {
      var place = path + "/" + key + "/" + i;
      if (common.isEmpty() || list.get(i).equals(false)) {
        all.add(schema(list.get(i), place));
      } else {
        all.add(schema(SchemaMerge.of(common, flat(list.get(i), place, 0), place), place));
      }
    }
    return new Expression.Either(all);
  }

  private void refuseOverlap(List<Object> list, String path) {
    for (int i = 0; i < list.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (list.get(i).equals(false) || list.get(j).equals(false)) {
          continue;
        }
        var a = flat(list.get(j), path + "/oneOf/" + j, 0);
        var b = flat(list.get(i), path + "/oneOf/" + i, 0);
        if (!disjoint(a, b, path, 0)) {
          throw fault(
              path,
              "oneOf: expected schemas of which one at most can hold, found numbers %d and %d: use anyOf"
                  .formatted(j, i));
        }
      }
    }
  }

  /** Whether no value can be valid under both, as far as types, values and properties tell. */
  private boolean disjoint(Map<String, Object> a, Map<String, Object> b, String path, int deep) {
    var mine = SchemaKeywords.values(a, path);
    var theirs = SchemaKeywords.values(b, path);
    var types = SchemaMerge.types(types(a, mine, path), types(b, theirs, path));
    if (types.isEmpty()) {
      return true;
    }
    if (!mine.isEmpty() && !theirs.isEmpty()) {
      return mine.stream().noneMatch(x -> theirs.stream().anyMatch(y -> JsonTree.equal(x, y)));
    }
    if (!types.equals(List.of("object")) || deep > 8) {
      return false;
    }
    var first = SchemaKeywords.object(a.getOrDefault("properties", Map.of()), path);
    var second = SchemaKeywords.object(b.getOrDefault("properties", Map.of()), path);
    return SchemaKeywords.list(a, "required", path).stream()
        .filter(SchemaKeywords.list(b, "required", path)::contains)
        .anyMatch(
            name ->
                first.get(name) instanceof Map<?, ?> x
                    && second.get(name) instanceof Map<?, ?> y
                    && disjoint(flat(x, path, 0), flat(y, path, 0), path, deep + 1));
  }

  private static List<?> types(Map<String, Object> schema, List<Object> listed, String path) {
    if (!listed.isEmpty()) {
      return listed.stream().map(JsonTree::type).distinct().toList();
    }
    boolean open = schema.containsKey("anyOf") || schema.containsKey("oneOf");
    return open && !schema.containsKey("type")
        ? SchemaKeywords.types(Map.of(), path)
        : SchemaKeywords.types(schema, path);
  }

  /** The schema with {@code $ref} and {@code allOf} put into it. */
  private Map<String, Object> flat(Object schema, String path, int deep) {
    if (schema.equals(true)) {
      return Map.of();
    }
    if (schema.equals(false)) {
      return Map.of("enum", List.of());
    }
    if (deep > 50) {
      throw fault(path, "expected a schema that does not lead back to itself through $ref");
    }
    var all = SchemaKeywords.effective(SchemaKeywords.object(schema, path));
    SchemaKeywords.check(all, path);
    var parts = SchemaKeywords.list(all, "allOf", path);
    if (all.containsKey("$ref")) {
      parts.add(resolve(pointer(all, path), path));
    }
    parts.addAll(new SchemaConditions(all, path, this::resolve).parts());
    REWRITTEN.forEach(all::remove);
    for (int i = 0; i < parts.size(); i++) {
      all = SchemaMerge.of(all, flat(parts.get(i), path + "/allOf/" + i, deep + 1), path);
    }
    return all;
  }

  static String pointer(Map<String, Object> schema, String path) {
    if (!(schema.get("$ref") instanceof String text)
        || !text.equals("#") && !text.startsWith("#/")) {
      throw fault(
          path,
          "$ref: expected a place in this schema, found "
              + JsonText.of(schema.getOrDefault("$ref", "")));
    }
    return text;
  }

  private Expression reference(String pointer, String path) {
    return shared(
        "ref " + pointer,
        () -> {
          int outer = depth;
          depth = 0;
          var found = schema(resolve(pointer, path), pointer);
          depth = outer;
          return found;
        });
  }

  /** One rule for what is asked for again and again, also within itself. */
  private Expression shared(String name, Supplier<Expression> made) {
    if (!rules.containsKey(name)) {
      rules.put(name, Expression.EMPTY);
      rules.put(name, made.get());
    }
    return new Expression.Rule(name);
  }

  private Object resolve(String pointer, String path) {
    Object at = root;
    for (var part : pointer.substring(1).split("/", -1)) {
      if (part.isEmpty() && at == root) {
        continue;
      }
      var name =
          java.net.URLDecoder.decode(
                  part.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8)
              .replace("~1", "/")
              .replace("~0", "~");
      Object next = null;
      if (at instanceof Map<?, ?> map) {
        next = map.get(name);
      } else if (at instanceof List<?> list && name.matches("\\d{1,6}")) {
        int index = Integer.parseInt(name);
        next = index < list.size() ? list.get(index) : null;
      }
      if (next == null) {
        throw fault(path, "$ref: expected a place in this schema, found '%s'".formatted(pointer));
      }
      at = next;
    }
    return at;
  }
}
