package dev.jeton.papers;

import dev.jeton.measure.report.Plot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
            Map.entry(24, Recycling::new),
            Map.entry(26, ExactBytes::new),
            Map.entry(27, RobustTok::new),
            Map.entry(32, SimVq::new),
            Map.entry(40, Compressed::new),
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

  /** The plots of a row's stored cells, by the names of their files. */
  public SequencedMap<String, Plot> plots(State state) {
    var named = new LinkedHashMap<String, Plot>();
    int number = state.row().number();
    var cells = state.stored().cells();
    of(number)
        .ifPresent(
            recipe ->
                recipe
                    .plots(cells)
                    .forEach(
                        (name, plot) -> named.put("%02d-%s.png".formatted(number, name), plot)));
    return named;
  }
}
