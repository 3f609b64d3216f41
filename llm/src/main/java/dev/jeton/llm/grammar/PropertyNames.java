package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of an object's properties by their names: those of {@code properties}, {@code
 * patternProperties} and {@code additionalProperties}, for names that {@code propertyNames} takes.
 */
final class PropertyNames {
  private static final int MOST_PATTERNS = 4;

  /**
   * Names that are no property of the schema.
   *
   * @param name all of them, quoted
   * @param place of their schema
   */
  record Other(Expression name, Object schema, String place) {}

  private final List<String> patterns = new ArrayList<>();
  private final List<Object> schemas = new ArrayList<>();
  private final List<Language> languages = new ArrayList<>();
  private final Object additional;
  private final boolean said;
  private final @Nullable Language allowed; // null for all names
  private final List<String>
      listed; // names that are all there may be; empty if they are not listed

  PropertyNames(Map<String, Object> schema, SchemaCompiler compiler, String path) {
    var byPattern =
        SchemaKeywords.object(
            schema.getOrDefault("patternProperties", Map.of()), path + "/patternProperties");
    if (byPattern.size() > MOST_PATTERNS) {
      throw fault(
          path,
          "patternProperties: expected at most %d, found %d"
              .formatted(MOST_PATTERNS, byPattern.size()));
    }
    byPattern.forEach(
        (pattern, inner) -> {
          patterns.add(pattern);
          schemas.add(inner);
          languages.add(Language.of(SchemaStrings.found(pattern, path + "/patternProperties")));
        });
    boolean nothingDeclared =
        byPattern.isEmpty()
            && (!(schema.get("properties") instanceof Map<?, ?> map)
                || map.values().stream().allMatch(Boolean.FALSE::equals));
    said = schema.containsKey("additionalProperties");
    additional = schema.getOrDefault("additionalProperties", nothingDeclared);
    var asked = schema.getOrDefault("propertyNames", true);
    allowed = asked.equals(true) ? null : compiler.strings(asked, path + "/propertyNames");
    listed =
        asked.equals(true)
            ? List.of()
            : compiler.listed(asked, path + "/propertyNames").stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
  }

  /** The names that {@code propertyNames} lists: each is a property, which may come once. */
  List<String> listed() {
    return additional.equals(false) && patterns.isEmpty() ? List.of() : listed;
  }

  /** What a declared property must keep. */
  Object schema(String name, Object declared) {
    if (allowed != null && !allowed.takes(name)) {
      return false;
    }
    var all = matching(name);
    all.addFirst(declared);
    return all.size() == 1 ? declared : SchemaMerge.allOf(all.toArray());
  }

  /** What a required property must keep that is not declared. */
  Object schemaOfOther(String name) {
    if (allowed != null && !allowed.takes(name)) {
      return false;
    }
    var all = matching(name);
    return switch (all.size()) {
      case 0 -> said ? additional : true;
      case 1 -> all.getFirst();
      default -> SchemaMerge.allOf(all.toArray());
    };
  }

  private List<Object> matching(String name) {
    var all = new ArrayList<Object>();
    for (int i = 0; i < patterns.size(); i++) {
      if (languages.get(i).takes(name)) {
        all.add(schemas.get(i));
      }
    }
    return all;
  }

  /**
   * Other names by the patterns that they match.
   *
   * @param known names that are no others
   * @param rest any characters and the end of a string
   */
  List<Other> others(Set<String> known, Expression rest) {
    var all = new ArrayList<Other>();
    if (!listed.isEmpty()) {
      return all;
    }
    if (patterns.isEmpty() && allowed == null) {
      if (!additional.equals(false)) {
        all.add(new Other(JsonText.stringBut(known, rest), additional, "/additionalProperties"));
      }
      return all;
    }
    var names =
        allowed != null
            ? allowed
            : Language.of(
                new Expression.Repeat(new Expression.One(Characters.ALL), 0, Expression.UNBOUNDED));
    for (var name : known) {
      names = names.minus(Language.of(Expression.text(name)));
    }
    for (int some = 0; some < 1 << patterns.size(); some++) {
      add(all, names, some);
    }
    return all;
  }

  /** Names that match exactly these patterns. */
  private void add(List<Other> all, Language names, int some) {
    var inner = new ArrayList<Object>();
    var left = names;
    for (int i = 0; i < patterns.size(); i++) {
      boolean matches = (some >> i & 1) != 0;
      left = matches ? left.and(languages.get(i)) : left.minus(languages.get(i));
      if (matches) {
        inner.add(schemas.get(i));
      }
    }
    var schema =
        switch (inner.size()) {
          case 0 -> additional;
          case 1 -> inner.getFirst();
          default -> SchemaMerge.allOf(inner.toArray());
        };
    if (!schema.equals(false) && !left.isEmpty()) {
      var place = some == 0 ? "/additionalProperties" : "/patternProperties";
      all.add(new Other(JsonText.string(left.expression()), schema, place));
    }
  }
}
