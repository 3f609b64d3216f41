package dev.jeton.text.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergerTest {

  @Test
  void shortAndLongWordsMergeAsTheDefinitionSays() {
    var seed = new Seed();
    var random = seed.random();
    for (int round = 0; round < 60; round++) {
      var table = new MergeTable(4);
      for (int rank = 0; rank < 40; rank++) {
        int into = 4 + rank;
        table.add(random.nextInt(into), random.nextInt(into), rank, into);
      }
      for (int n : new int[] {0, 1, 2, 3, 50, 96, 97, 98, 200, 700}) {
        int[] ids = random.ints(n, 0, 4).toArray();
        int[] lengths = new int[n];
        Arrays.fill(lengths, 1);
        var expected = byDefinition(table, ids);
        int left = new Merger(table).merge(ids, lengths, n);
        assertArrayEquals(expected, Arrays.copyOf(ids, left), seed);
        assertEquals(n, Arrays.stream(lengths).limit(left).sum(), seed);
      }
    }
  }

  private static int[] byDefinition(MergeTable table, int[] ids) {
    List<Integer> list = new ArrayList<>(Arrays.stream(ids).boxed().toList());
    while (true) {
      int best = -1;
      int bestRank = MergeTable.NEVER;
      for (int i = 0; i + 1 < list.size(); i++) {
        int rank = table.rank(table.slot(list.get(i), list.get(i + 1)));
        if (rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) {
        return list.stream().mapToInt(Integer::intValue).toArray();
      }
      list.set(best, table.merged(table.slot(list.get(best), list.get(best + 1))));
      list.remove(best + 1);
    }
  }
}
