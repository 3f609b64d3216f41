package dev.jeton.generate;

import dev.jeton.core.Layout;
import dev.jeton.core.Tokens;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The ids of one signal while they are being decided: flat, in coding order, {@link #UNKNOWN} where
 * nothing is decided yet. Not thread-safe.
 */
public final class Canvas {
  public static final int UNKNOWN = -1;

  private final Layout layout;
  private final int length;
  private final int[] ids;
  private int firstUnknown;

  /** A canvas on which the first {@code length} places are wanted and nothing is decided. */
  public Canvas(Layout layout, int length) {
    int places = layout.count();
    if (length < 1 || length > places) {
      throw new IllegalArgumentException(
          "expected 1 to %d tokens, found %d".formatted(places, length));
    }
    this.layout = layout;
    this.length = length;
    ids = new int[places];
    Arrays.fill(ids, UNKNOWN);
  }

  public Layout layout() {
    return layout;
  }

  /** How many places are wanted, from the first; those after them stay unknown. */
  public int length() {
    return length;
  }

  /** The id at flat {@code position} of the layout, or {@link #UNKNOWN}. */
  public int get(int position) {
    return ids[position];
  }

  /**
   * Decides a place; a place that is decided may be decided anew.
   *
   * @throws IllegalArgumentException if the vocabulary of the place's level has no such id, or the
   *     place is not wanted
   */
  public void set(int position, int id) {
    if (position < 0 || position >= length) {
      throw new IllegalArgumentException(
          "expected a place in 0..%d, found %d".formatted(length - 1, position));
    }
    int size = layout.vocabulary().size(layout.level(position));
    if (id < 0 || id >= size) {
      throw new IllegalArgumentException(
          "expected an id in 0..%d at place %d, found %d".formatted(size - 1, position, id));
    }
    ids[position] = id;
  }

  /** The first wanted place that is not decided; {@link #length} where all are. */
  public int firstUnknown() {
    while (firstUnknown < length && ids[firstUnknown] != UNKNOWN) {
      firstUnknown++;
    }
    return firstUnknown;
  }

  /** The wanted places that are not decided, rising. */
  public int[] unknown() {
    return IntStream.range(firstUnknown(), length).filter(i -> ids[i] == UNKNOWN).toArray();
  }

  /** Whether all wanted places are decided. */
  public boolean complete() {
    return firstUnknown() == length;
  }

  /**
   * The wanted tokens.
   *
   * @throws IllegalStateException where one is not decided
   */
  public Tokens.Ids tokens() {
    if (!complete()) {
      throw new IllegalStateException("place %d is not decided".formatted(firstUnknown()));
    }
    return new Tokens.Ids(layout, Arrays.copyOf(ids, length));
  }
}
