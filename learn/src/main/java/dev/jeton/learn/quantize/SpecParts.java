package dev.jeton.learn.quantize;

import dev.jeton.core.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A spec of equal parts: {@code name:8x1024,options}, where options that are not the whole's own go
 * to the parts, or in files {@code name(8,part(…),options)}.
 */
record SpecParts(int count, Spec part, SpecOptions options) {

  /**
   * Reads either form.
   *
   * @param name of the parts in the short form
   * @param usual options that they get in the short form unless said
   * @param own options of the whole
   */
  static SpecParts of(Spec spec, String name, Map<String, String> usual, Set<String> own) {
    if (spec.arguments().size() == 2) {
      return new SpecParts(
          positive(spec, spec.arguments().getFirst().name()),
          spec.arguments().getLast(),
          new SpecOptions(spec, own));
    }
    var words =
        spec.arguments().size() == 1
            ? List.of(spec.arguments().getFirst().name().split("x", -1))
            : List.<String>of();
    if (words.size() != 2) {
      throw new IllegalArgumentException(
          "%s takes parts such as %s:8x1024, found '%s'".formatted(spec.name(), spec.name(), spec));
    }
    var whole = new LinkedHashMap<String, Spec>();
    var theirs = new LinkedHashMap<String, Spec>();
    usual.forEach((key, value) -> theirs.put(key, Spec.of(value)));
    spec.options().forEach((key, value) -> (own.contains(key) ? whole : theirs).put(key, value));
    return new SpecParts(
        positive(spec, words.getFirst()),
        new Spec(name, List.of(Spec.of(words.getLast())), theirs),
        new SpecOptions(new Spec(spec.name(), spec.arguments(), whole), own));
  }

  private static int positive(Spec spec, String word) {
    if (!word.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "%s takes 1..9999 parts, found '%s' in '%s'".formatted(spec.name(), word, spec));
    }
    return Integer.parseInt(word);
  }
}
