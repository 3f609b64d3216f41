package dev.jeton.core;

import java.util.List;

/**
 * Where every id of a signal stands. Ids lie flat in coding order, coarse to fine: all places of
 * level 0 in row-major order, then level 1, and so on.
 *
 * @param vocabulary the sizes of the levels
 * @param extents the places of each level; one per level
 * @param signal extent of the signal that the tokens stand for
 */
public record Layout(Vocabulary vocabulary, List<Extent> extents, Extent signal) {
  public Layout {
    extents = List.copyOf(extents);
    if (extents.size() != vocabulary.levels()) {
      throw new IllegalArgumentException(
          "expected an extent for each of %d levels, found %d"
              .formatted(vocabulary.levels(), extents.size()));
    }
    if (extents.stream().mapToLong(Extent::count).sum() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("more than 2^31 - 1 ids in " + extents);
    }
  }

  public int levels() {
    return extents.size();
  }

  public Extent extent(int level) {
    return extents.get(level);
  }

  /** Number of ids of a complete signal. */
  public int count() {
    return start(levels());
  }

  /** Flat position of the first id of {@code level}; {@code start(levels())} is the end. */
  public int start(int level) {
    int start = 0;
    for (int i = 0; i < level; i++) {
      start += extents.get(i).count();
    }
    return start;
  }

  /** Level of the id at flat {@code position}. */
  public int level(int position) {
    int rest = position;
    for (int level = 0; level < levels(); level++) {
      rest -= extents.get(level).count();
      if (rest < 0) {
        return level;
      }
    }
    throw new IndexOutOfBoundsException(
        "position %d of a layout of %d ids".formatted(position, count()));
  }
}
