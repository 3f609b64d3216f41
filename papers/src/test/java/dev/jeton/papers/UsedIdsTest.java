package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsedIdsTest {

  @Test
  void eachSubTokenIsRenumberedOnItsOwn() {
    var ids = new int[] {7, 100, 3, 100, 7, 2};
    var used = UsedIds.of(ids, 2);
    assertEquals(List.of(2, 2), used.sizes());
    assertArrayEquals(new int[] {1, 1, 0, 1, 1, 0}, used.renumbered());
    assertArrayEquals(ids, used.original(used.renumbered()));
  }
}
