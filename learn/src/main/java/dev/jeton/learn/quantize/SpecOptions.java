package dev.jeton.learn.quantize;

import dev.jeton.core.Spec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options of a spec, none of which may be unknown. */
record SpecOptions(Spec spec, Set<String> known) {
  private static final Map<String, Estimator> ESTIMATORS =
      Map.of("straight", Estimator.STRAIGHT_THROUGH, "rotation", Estimator.ROTATION);

  SpecOptions {
    for (var key : spec.options().keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s has no option '%s'; known: %s"
                .formatted(
                    spec.name(),
                    key,
                    known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  /** Refuses another number of positional arguments. */
  void arguments(int count) {
    if (spec.arguments().size() != count) {
      throw new IllegalArgumentException(
          "%s takes %d arguments before its options, found %d in '%s'"
              .formatted(spec.name(), count, spec.arguments().size(), spec));
    }
  }

  /** What the word at {@code key} stands for, or {@code otherwise} where it is absent. */
  <T> T choice(String key, Map<String, T> words, T otherwise) {
    var option = spec.options().get(key);
    if (option == null) {
      return otherwise;
    }
    var chosen = words.get(option.toString());
    if (chosen == null) {
      throw new IllegalArgumentException(
          "%s in '%s' is one of %s, found '%s'"
              .formatted(key, spec, String.join(", ", new TreeSet<>(words.keySet())), option));
    }
    return chosen;
  }

  Estimator estimator() {
    return choice("estimator", ESTIMATORS, Estimator.STRAIGHT_THROUGH);
  }
}
