package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import dev.jeton.llm.grammar.SchemaKeywords.All;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What strings may be. */
final class SchemaStrings {
  private static final Set<String> LENGTHS = Set.of("minLength", "maxLength");
  private static final Expression ANYTHING =
      new Expression.Repeat(new Expression.One(Characters.ALL), 0, Expression.UNBOUNDED);

  private SchemaStrings() {}

  /** Whether all strings are valid. */
  static boolean isPlain(Map<String, Object> schema) {
    return isLength(schema) && LENGTHS.stream().noneMatch(schema::containsKey);
  }

  /** Whether nothing but lengths is said of strings. */
  static boolean isLength(Map<String, Object> schema) {
    return !schema.containsKey("pattern")
        && !schema.containsKey("format")
        && !schema.containsKey(SchemaKeywords.NO_PATTERN)
        && excluded(schema).isEmpty();
  }

  private static List<String> excluded(Map<String, Object> schema) {
    return All.of(schema, SchemaKeywords.NO_VALUE).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  /** The one pattern or format that says all; null where more is said. */
  static @Nullable Expression single(Map<String, Object> schema, String path) {
    var said = positive(schema, path);
    boolean more =
        LENGTHS.stream().anyMatch(schema::containsKey)
            || schema.containsKey(SchemaKeywords.NO_PATTERN)
            || !excluded(schema).isEmpty();
    return said.size() == 1 && !more ? said.getFirst() : null;
  }

  private static List<Expression> positive(Map<String, Object> schema, String path) {
    var all = new ArrayList<Expression>();
    All.of(schema, "pattern").forEach(pattern -> all.add(found(pattern, path)));
    for (var format : All.of(schema, "format")) {
      if (!(format instanceof String name)) {
        throw fault(path, "format: expected a name, found " + JsonText.of(format));
      }
      all.add(Formats.named(name, "JSON Schema, " + path));
    }
    return all;
  }

  /** The texts in which a pattern is found. */
  static Expression found(Object pattern, String path) {
    if (!(pattern instanceof String regex)) {
      throw fault(path, "pattern: expected a regular expression");
    }
    try {
      return new RegexParser(regex).found();
    } catch (GrammarException e) {
      throw fault(path, "pattern: " + e.getMessage());
    }
  }

  /**
   * All that keep every keyword.
   *
   * @throws GrammarException if that is too much
   */
  static Language of(Map<String, Object> schema, String path) {
    try {
      int least = SchemaKeywords.count(schema, "minLength", 0, path);
      int most = SchemaKeywords.count(schema, "maxLength", Expression.UNBOUNDED, path);
      if (most < least) {
        return Language.of(Expression.NOTHING);
      }
      var all =
          Language.of(
              LENGTHS.stream().anyMatch(schema::containsKey)
                  ? new Expression.Repeat(new Expression.One(Characters.ALL), least, most)
                  : ANYTHING);
      for (var part : positive(schema, path)) {
        all = all.and(Language.of(part));
      }
      for (var pattern : All.of(schema, SchemaKeywords.NO_PATTERN)) {
        all = all.minus(Language.of(found(pattern, path)));
      }
      for (var text : excluded(schema)) {
        all = all.minus(Language.of(Expression.text(text)));
      }
      return all;
    } catch (GrammarException e) {
      var said = String.valueOf(e.getMessage());
      throw said.startsWith("JSON Schema") ? e : fault(path, said);
    }
  }
}
