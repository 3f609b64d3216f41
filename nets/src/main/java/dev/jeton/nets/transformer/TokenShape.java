package dev.jeton.nets.transformer;

import dev.jeton.core.Spec;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The sizes of a transformer over a fixed number of places with a class in front of them. As text:
 * {@code causal(classes=10,dim=192,heads=6,hidden=512,layers=6,places=64,side=8,vocabulary=1024)},
 * or {@code masked(…)}.
 *
 * @param causal whether each place sees only itself and those before it, and is predicted from
 *     those before it; else it sees all, and is predicted where it is masked
 * @param vocabulary ids of a place, at least 1
 * @param places tokens of a signal, at least 1
 * @param side places along a side where they form a square, read row by row; 0 where they form a
 *     line
 * @param classes that may be asked for, at least 0
 * @param unconditional whether there is a row for no class behind those of the classes
 * @param layers blocks
 * @param dim numbers per place
 * @param heads of attention; an even number of numbers each
 * @param hidden numbers inside the second half of a block
 */
public record TokenShape(
    boolean causal,
    int vocabulary,
    int places,
    int side,
    int classes,
    boolean unconditional,
    int layers,
    int dim,
    int heads,
    int hidden) {

  /** Longest sequence and largest sizes that a file may ask for. */
  private static final int LIMIT = 1 << 20;

  public TokenShape {
    range("vocabulary", vocabulary, 1);
    range("places", places, 1);
    range("side", side, 0);
    range("classes", classes, unconditional ? 0 : 1);
    range("layers", layers, 0);
    range("dim", dim, 2);
    range("heads", heads, 1);
    range("hidden", hidden, 1);
    if (dim % (2 * heads) != 0) {
      throw new IllegalArgumentException(
          "%d numbers cannot be split into %d heads of even size".formatted(dim, heads));
    }
    if (side != 0 && (long) side * side != places) {
      throw new IllegalArgumentException(
          "a square of side %d has %d places, found %d".formatted(side, side * side, places));
    }
  }

  private static void range(String name, int value, int least) {
    if (value < least || value > LIMIT) {
      throw new IllegalArgumentException(
          "expected %s of %d to %d, found %d".formatted(name, least, LIMIT, value));
    }
  }

  /** Numbers per head. */
  public int headDim() {
    return dim / heads;
  }

  /** Rows of the embedding of ids: one more where places may be masked. */
  public int embeddings() {
    return causal ? vocabulary : vocabulary + 1;
  }

  /** Rows of the embedding of classes. */
  public int conditions() {
    return unconditional ? classes + 1 : classes;
  }

  /** The row for no class. */
  public int noClass() {
    return classes;
  }

  /** As text. */
  public Spec spec() {
    var options = new LinkedHashMap<String, Spec>();
    options.put("vocabulary", Spec.of(String.valueOf(vocabulary)));
    options.put("places", Spec.of(String.valueOf(places)));
    options.put("side", Spec.of(String.valueOf(side)));
    options.put("classes", Spec.of(String.valueOf(classes)));
    options.put("unconditional", Spec.of(unconditional ? "1" : "0"));
    options.put("layers", Spec.of(String.valueOf(layers)));
    options.put("dim", Spec.of(String.valueOf(dim)));
    options.put("heads", Spec.of(String.valueOf(heads)));
    options.put("hidden", Spec.of(String.valueOf(hidden)));
    return new Spec(causal ? "causal" : "masked", List.of(), options);
  }

  /**
   * Reads what {@link #spec} gives.
   *
   * @throws IllegalArgumentException if it is something else, or a size is missing or out of range
   */
  public static TokenShape of(Spec spec) {
    if (!spec.name().equals("causal") && !spec.name().equals("masked")) {
      throw new IllegalArgumentException(
          "expected causal(…) or masked(…), found '%s'".formatted(spec.name()));
    }
    return new TokenShape(
        spec.name().equals("causal"),
        spec.integer("vocabulary", 0),
        spec.integer("places", 0),
        spec.integer("side", 0),
        spec.integer("classes", 0),
        spec.integer("unconditional", 0) != 0,
        spec.integer("layers", -1),
        spec.integer("dim", 0),
        spec.integer("heads", 0),
        spec.integer("hidden", 0));
  }
}
