package dev.jeton.learn.quantize;

import dev.jeton.core.Spec;
import dev.jeton.learn.quantize.LatentPerturbation.Anneal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options {@code noise}, {@code tokens} and {@code anneal} of a spec.
 *
 * @param rest the spec without them
 */
record NoiseOptions(Spec rest, LatentPerturbation perturbation) {
  private static final String SHARE = "[0-9]{1,9}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}";
  private static final String WHOLE = "[0-9]{1,9}";
  private static final String NOISE = "(%s)/(%s)/%s".formatted(SHARE, SHARE, WHOLE);
  private static final String ANNEAL = "%s/%s/(%s)".formatted(WHOLE, WHOLE, SHARE);

  /** Null where there is no noise. */
  static @Nullable NoiseOptions of(Spec spec) {
    if (!spec.options().containsKey("noise")) {
      return null;
    }
    var rest = new LinkedHashMap<>(spec.options());
    rest.keySet().removeAll(List.of("noise", "tokens", "anneal"));
    double[] noise = numbers(spec, "noise", "ALPHA/BETA/DELTA, such as 1/0.1/25");
    if (!spec.options().containsKey("tokens")) {
      throw new IllegalArgumentException(
          "noise in '%s' is drawn per picture: say how many tokens one has, such as tokens=64"
              .formatted(spec));
    }
    var anneal = Anneal.NONE;
    if (spec.options().containsKey("anneal")) {
      double[] steps = numbers(spec, "anneal", "FROM/TO/END in steps, such as 200/600/0.5");
      anneal = new Anneal((long) steps[0], (long) steps[1], steps[2]);
    }
    return new NoiseOptions(
        new Spec(spec.name(), spec.arguments(), rest),
        new LatentPerturbation(
            noise[0], noise[1], (int) noise[2], spec.integer("tokens", 1), anneal));
  }

  private static double[] numbers(Spec spec, String key, String expected) {
    var text = String.valueOf(spec.options().get(key));
    if (!text.matches(key.equals("noise") ? NOISE : ANNEAL)) {
      throw new IllegalArgumentException(
          "%s in '%s' is %s, found '%s'".formatted(key, spec, expected, text));
    }
    return Arrays.stream(text.split("/")).mapToDouble(Double::parseDouble).toArray();
  }
}
