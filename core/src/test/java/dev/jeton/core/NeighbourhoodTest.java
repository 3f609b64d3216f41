package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
  private static final Layout LAYOUT =
      new Layout(
          Vocabulary.of("v", 8, 8, 8, 8, 8, 8),
          List.of(
              Extent.of(2, 3),
              Extent.of(3, 5),
              Extent.of(6, 9),
              Extent.of(6, 9),
              Extent.of(54),
              Extent.of(2, 3, 4)),
          Extent.of(48, 72));

  /** Nothing is looked at that a decoder does not have yet. */
  @Test
  void onlyEarlierPlacesAreSeen() {
    for (int level = 0; level < LAYOUT.levels(); level++) {
      var places = new Neighbourhood(LAYOUT, level);
      assertEquals(LAYOUT.extent(level).count(), places.rows() * places.columns());
      for (int role = 0; role < Neighbourhood.roles(level); role++) {
        int from = level - Neighbourhood.ROLES.get(role).back();
        for (int i = 0; i < LAYOUT.extent(level).count(); i++) {
          places.enter(i / places.columns());
          int position = places.position(role, i % places.columns());
          if (position != Neighbourhood.NONE) {
            assertTrue(position < LAYOUT.start(level) + i);
            assertEquals(from, LAYOUT.level(position));
          }
        }
      }
    }
  }

  @Test
  void neighboursAreWhereTheyShouldBe() {
    var places = new Neighbourhood(LAYOUT, 2);
    int start = LAYOUT.start(2);
    assertEquals(start + 9 + 3, seen(places, 0, 1, 4), "left");
    assertEquals(start + 4, seen(places, 1, 1, 4), "above");
    assertEquals(Neighbourhood.NONE, seen(places, 0, 1, 0), "left of the edge");
    assertEquals(Neighbourhood.NONE, seen(places, 2, 1, 8), "right of the edge");
    assertEquals(LAYOUT.start(1) + 5 + 2, seen(places, 6, 3, 4), "one level back");
    assertEquals(2 + 3, seen(places, 11, 5, 8), "two levels back");
  }

  @Test
  void earlyLevelsHaveFewerRoles() {
    assertEquals(6, Neighbourhood.roles(0));
    assertEquals(11, Neighbourhood.roles(1));
    assertEquals(16, Neighbourhood.roles(4));
    assertEquals(16, Neighbourhood.roles(9));
  }

  private static int seen(Neighbourhood places, int role, int row, int column) {
    places.enter(row);
    return places.position(role, column);
  }
}
