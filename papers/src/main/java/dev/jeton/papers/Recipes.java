package dev.jeton.papers;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Recipes by number of their row. One is made only when it is asked for, so that to list them loads
 * no class of theirs.
 */
public record Recipes(Map<Integer, Supplier<Recipe>> byNumber) {
  public Recipes {
    byNumber = Map.copyOf(byNumber);
  }

  /** Every recipe that is built. A new one adds its line here. */
  public static Recipes builtIn() {
    return new Recipes(
        Map.ofEntries(
            Map.entry(13, FlexTok::new),
            Map.entry(15, Fqgan::new),
            Map.entry(22, OneDPiece::new),
            Map.entry(27, RobustTok::new),
            Map.entry(32, SimVq::new),
            Map.entry(48, Theory::new),
            Map.entry(55, Lovt::new),
            Map.entry(59, TiTok::new)));
  }

  public boolean has(int number) {
    return byNumber.containsKey(number);
  }

  /** The recipe of row {@code number}, if it is built. */
  public Optional<Recipe> of(int number) {
    return Optional.ofNullable(byNumber.get(number)).map(Supplier::get);
  }
}
