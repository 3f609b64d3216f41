package dev.jeton.core;

import java.util.List;

/**
 * Which earlier ids a place of a level sees: neighbours in its own grid, and what stands at and
 * beside the same spot in the levels before. A level's grid is its last dimension by the product of
 * the others; a spot of one grid is found in another by proportion.
 */
final class Neighbourhood {

  /** An earlier place: so many levels back, and from the same spot there down and to the right. */
  record Role(int back, int down, int right) {}

  /** Ordered by levels back. Tables for coding ids are made for these roles: never change them. */
  static final List<Role> ROLES =
      List.of(
          new Role(0, 0, -1),
          new Role(0, -1, 0),
          new Role(0, -1, 1),
          new Role(0, -1, -1),
          new Role(0, 0, -2),
          new Role(0, -2, 0),
          new Role(1, 0, 0),
          new Role(1, 0, 1),
          new Role(1, 1, 0),
          new Role(1, 0, -1),
          new Role(1, -1, 0),
          new Role(2, 0, 0),
          new Role(2, 0, 1),
          new Role(2, 1, 0),
          new Role(3, 0, 0),
          new Role(4, 0, 0));

  /** No such place. */
  static final int NONE = -1;

  private final int rows;
  private final int columns;
  private final Role[] roles;

  /** The grids that roles look at, by levels back. */
  private final Grid[] grids;

  Neighbourhood(Layout layout, int level) {
    roles = ROLES.subList(0, roles(level)).toArray(Role[]::new);
    grids = new Grid[roles[roles.length - 1].back() + 1];
    columns = columns(layout, level);
    rows = layout.extent(level).count() / columns;
    for (int back = 0; back < grids.length; back++) {
      int width = columns(layout, level - back);
      int height = layout.extent(level - back).count() / width;
      grids[back] =
          new Grid(
              layout.start(level - back),
              height,
              width,
              proportional(rows, height),
              proportional(columns, width));
    }
  }

  /**
   * A level's grid seen from another.
   *
   * @param start flat position of its first id
   * @param rowOf its row for each row of the other
   * @param columnOf its column for each column of the other
   */
  private record Grid(int start, int height, int width, int[] rowOf, int[] columnOf) {}

  private static int[] proportional(int count, int size) {
    var map = new int[count];
    for (int i = 0; i < count; i++) {
      map[i] = (int) ((long) i * size / count);
    }
    return map;
  }

  private static int columns(Layout layout, int level) {
    return layout.extent(level).sizes().getLast();
  }

  /** How many of {@link #ROLES} reach a level that exists: the first so many. */
  static int roles(int level) {
    int count = 0;
    while (count < ROLES.size() && ROLES.get(count).back() <= level) {
      count++;
    }
    return count;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Flat position of the id that plays {@code role} for a place, or {@link #NONE}. */
  int position(int role, int row, int column) {
    var seen = roles[role];
    var grid = grids[seen.back()];
    int y = grid.rowOf[row] + seen.down();
    int x = grid.columnOf[column] + seen.right();
    boolean there = y >= 0 && y < grid.height && x >= 0 && x < grid.width;
    return there ? grid.start + y * grid.width + x : NONE;
  }
}
