package dev.jeton.core;

import java.util.List;

/**
 * Which earlier ids a place of a level sees: neighbours in its own grid, and what stands at and
 * beside the same spot in the levels before. A level's grid is its last dimension by the product of
 * the others; a spot of one grid is found in another by proportion. Stands in one row at a time.
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

  /** For each role: its grid, seen from this one, and how far to the right it looks. */
  private final Grid[] grids;

  private final int[] down;
  private final int[] right;
  private final int[] width;
  private final int[][] columnOf;

  /** Flat position of the row that each role looks at, or {@link #NONE}. */
  private final int[] rowStart;

  Neighbourhood(Layout layout, int level) {
    int roles = roles(level);
    columns = columns(layout, level);
    rows = layout.extent(level).count() / columns;
    var seen = new Grid[ROLES.get(roles - 1).back() + 1];
    for (int back = 0; back < seen.length; back++) {
      int wide = columns(layout, level - back);
      int high = layout.extent(level - back).count() / wide;
      int[] rowOf = proportional(rows, high);
      seen[back] =
          new Grid(layout.start(level - back), high, wide, rowOf, proportional(columns, wide));
    }
    grids = new Grid[roles];
    down = new int[roles];
    right = new int[roles];
    width = new int[roles];
    columnOf = new int[roles][];
    rowStart = new int[roles];
    for (int r = 0; r < roles; r++) {
      grids[r] = seen[ROLES.get(r).back()];
      down[r] = ROLES.get(r).down();
      right[r] = ROLES.get(r).right();
      width[r] = grids[r].width;
      columnOf[r] = grids[r].columnOf;
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

  /** Goes to a row. */
  void enter(int row) {
    for (int r = 0; r < grids.length; r++) {
      var grid = grids[r];
      int y = grid.rowOf[row] + down[r];
      rowStart[r] = y >= 0 && y < grid.height ? grid.start + y * grid.width : NONE;
    }
  }

  /** Flat position of the id that plays {@code role} in this row, or {@link #NONE}. */
  int position(int role, int column) {
    int x = columnOf[role][column] + right[role];
    int start = rowStart[role];
    return start == NONE || x < 0 || x >= width[role] ? NONE : start + x;
  }
}
