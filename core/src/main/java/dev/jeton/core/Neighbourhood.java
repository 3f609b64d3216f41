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

  static final List<Role> ROLES =
      List.of(
          new Role(0, 0, -1),
          new Role(0, -1, 0),
          new Role(0, -1, 1),
          new Role(0, -1, -1),
          new Role(1, 0, 0),
          new Role(1, 0, 1),
          new Role(1, 1, 0),
          new Role(2, 0, 0),
          new Role(3, 0, 0),
          new Role(4, 0, 0));

  /** No such place. */
  static final int NONE = -1;

  private final int rows;
  private final int columns;

  /** Flat position of each row's start in the grid of a role, or NONE, {@code [role][rows]}. */
  private final int[][] rowOf;

  /** Column there, or NONE, {@code [role][columns]}. */
  private final int[][] columnOf;

  Neighbourhood(Layout layout, int level) {
    columns = columns(layout, level);
    rows = layout.extent(level).count() / columns;
    int roles = roles(level);
    rowOf = new int[roles][rows];
    columnOf = new int[roles][columns];
    for (int r = 0; r < roles; r++) {
      var role = ROLES.get(r);
      int source = level - role.back();
      int width = columns(layout, source);
      int height = layout.extent(source).count() / width;
      fill(rowOf[r], height, role.down(), layout.start(source), width);
      fill(columnOf[r], width, role.right(), 0, 1);
    }
  }

  private static void fill(int[] map, int size, int offset, int start, int step) {
    for (int i = 0; i < map.length; i++) {
      long there = (long) i * size / map.length + offset;
      map[i] = there < 0 || there >= size ? NONE : start + (int) there * step;
    }
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
    int start = rowOf[role][row];
    int there = columnOf[role][column];
    return start == NONE || there == NONE ? NONE : start + there;
  }
}
