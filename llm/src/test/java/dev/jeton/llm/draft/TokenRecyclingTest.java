package dev.jeton.llm.draft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenRecyclingTest {
  private final Seed seed = new Seed();

  /** Logits of which {@code ids} are the largest, the first most. */
  private static float[] logits(int vocabulary, int... ids) {
    var logits = new float[vocabulary];
    for (int i = 0; i < ids.length; i++) {
      logits[ids[i]] = 9 - i;
    }
    return logits;
  }

  @Test
  void twoIdsAreAskedBeforeOne() {
    var draft = new TokenRecycling(20);
    draft.learn(1, 2, logits(20, 11, 12), 0, 20);
    draft.learn(3, 2, logits(20, 13), 0, 20);
    assertEquals(11, draft.propose(new int[] {1, 2}, 2, 2, PassCosts.constant()).ids()[1]);
    assertEquals(13, draft.propose(new int[] {3, 2}, 2, 2, PassCosts.constant()).ids()[1]);
    assertEquals(13, draft.propose(new int[] {7, 2}, 2, 2, PassCosts.constant()).ids()[1]);
    var single = new TokenRecycling(20, TokenRecycling.Context.ONE);
    single.learn(1, 2, logits(20, 11, 12), 0, 20);
    single.learn(3, 2, logits(20, 13), 0, 20);
    assertEquals(13, single.propose(new int[] {1, 2}, 2, 2, PassCosts.constant()).ids()[1]);
  }

  /** Every row of a tree is one of the eight that were likeliest after its parent. */
  @Test
  void treesHoldWhatWasFoundLikely() {
    int vocabulary = 40;
    for (int round = 0; round < 200; round++) {
      var draft = new TokenRecycling(vocabulary, TokenRecycling.Context.ONE);
      var known = new HashMap<Integer, List<Integer>>();
      for (int id = 0; id < vocabulary; id += 2) {
        var order = new ArrayList<Integer>();
        while (order.size() < TokenRecycling.WIDTH) {
          int next = seed.random().nextInt(vocabulary);
          if (!order.contains(next)) {
            order.add(next);
          }
        }
        known.put(id, order);
        int[] ids = order.stream().mapToInt(i -> i).toArray();
        draft.learn(-1, id, logits(vocabulary, ids), 0, vocabulary);
      }
      int root = seed.random().nextInt(vocabulary);
      var tree = draft.propose(new int[] {root}, 1, 64, PassCosts.constant());
      assertEquals(root, tree.ids()[0]);
      assertEquals(known.containsKey(root), tree.size() > 1);
      for (int row = 1; row < tree.size(); row++) {
        int parent = tree.parents()[row];
        assertTrue(parent < row, seed);
        var likely = known.getOrDefault(tree.ids()[parent], List.of());
        assertTrue(likely.contains(tree.ids()[row]), seed);
        assertEquals(row, tree.child(parent, tree.ids()[row]), seed);
      }
    }
  }

  /** Guesses that are always right are soon believed, and wrong ones no longer tried. */
  @Test
  void ratesAreLearnt() {
    var costs = new PassCosts(new int[] {1, 2}, new double[] {1, 1.6});
    for (boolean right : new boolean[] {true, false}) {
      var draft = new TokenRecycling(4);
      int[] history = new int[200];
      for (int i = 0; i < history.length; i++) {
        history[i] = i % 2;
        draft.learn(i == 0 ? -1 : 1 - i % 2, i % 2, logits(4, right ? 1 - i % 2 : 3), 0, 4);
        draft.observe(history, i + 1);
      }
      int size = draft.propose(history, history.length, 8, costs).size();
      assertTrue(right ? size == 8 : size == 1, "right: " + right + ", rows: " + size);
    }
  }

  /**
   * Beside a map: what is found is what was last put there, and a lost row is only a lost guess.
   */
  @Test
  void pairsAreNeverMistaken() {
    var rows = RecycledRows.ofPairs(64);
    Map<List<Integer>, Integer> all = new HashMap<>();
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      int before = seed.random().nextInt(12);
      int id = seed.random().nextInt(12);
      int at = rows.find(before, id);
      if (at >= 0) {
        assertEquals(all.get(List.of(before, id)), rows.id(at), seed);
        found++;
      }
      int next = seed.random().nextInt(1000);
      rows.set(rows.take(before, id), next, 0);
      all.put(List.of(before, id), next);
    }
    assertTrue(found > 2000, () -> "found some rows again: " + seed.get());
  }

  @Test
  void aTextGoesBeforeWhatWasLikely() {
    var draft = new TokenRecycling(20, TokenRecycling.Context.ONE);
    draft.learn(-1, 2, logits(20, 5, 6, 7, 8, 9, 10, 11, 12), 0, 20);
    draft.read(new int[] {2, 7, 2, 15});
    var tree = draft.propose(new int[] {2}, 1, 9, PassCosts.constant());
    var children = new HashSet<Integer>();
    for (int row = 1; row < tree.size(); row++) {
      if (tree.parents()[row] == 0) {
        children.add(tree.ids()[row]);
      }
    }
    assertTrue(children.containsAll(List.of(15, 7)), children.toString());
    assertArrayEquals(
        new int[] {2, 15}, draft.propose(new int[] {2}, 1, 2, PassCosts.constant()).ids());
  }

  @Test
  void costsFollowWhatPassesTake() {
    var clock = new PassClock(new PassCosts(new int[] {1, 4}, new double[] {2, 4}));
    assertEquals(2, clock.costs().of(4), 1e-9);
    for (int i = 0; i < 400; i++) {
      clock.took(1, 2);
      clock.took(4, 6);
    }
    assertEquals(3, clock.costs().of(4), 0.1);
    assertEquals(1, clock.costs().of(1), 1e-9);
    for (int i = 0; i < 20_000; i++) {
      clock.took(1, 2); // nothing was tried for long
    }
    assertEquals(2, clock.costs().of(4), 0.1);
  }
}
