package dev.jeton.llm.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every cache keeps while its budget is not used up. A subclass makes empty caches. */
public abstract class KvCacheContract {
  private static final Rotation ROTATION =
      new Rotation(Rotation.Pairs.NEIGHBOURS, new double[] {1, 0.1}, 1);

  /** Two layers: one that sees all, one with a window and bounded products. */
  protected static final List<AttentionShape> SHAPES =
      List.of(
          new AttentionShape(4, 2, 4, 3, 0.5f, 0, 0, ROTATION),
          new AttentionShape(4, 2, 4, 3, 0.5f, 2, 40, ROTATION));

  private final Seed seed = new Seed();

  /** An empty cache whose budget is larger than this contract needs. */
  protected abstract KvCache empty(List<AttentionShape> shapes);

  /** Keys, values and queries of some rows, for both layers. */
  private record Rows(int[] positions, float[][] keys, float[][] values, float[][] queries) {
    int count() {
      return positions.length;
    }
  }

  private Rows rows(int... positions) {
    int n = positions.length;
    return new Rows(
        positions,
        new float[][] {seed.normals(n * 8, 1), seed.normals(n * 8, 1)},
        new float[][] {seed.normals(n * 6, 1), seed.normals(n * 6, 1)},
        new float[][] {seed.normals(n * 16, 1), seed.normals(n * 16, 1)});
  }

  private Rows chain(int from, int n) {
    return rows(IntStream.range(from, from + n).toArray());
  }

  /**
   * Appends and attends in all layers, behind rows of another sequence; what comes out, {@code
   * [layer][rows][heads][valueDim]}.
   */
  private static float[][] pass(KvCache cache, Rows rows, Ancestors mask) {
    int others = 3;
    var out = new float[SHAPES.size()][];
    for (int layer = 0; layer < SHAPES.size(); layer++) {
      float[] keys = behind(others * 8, rows.keys[layer]);
      cache.append(layer, rows.positions, keys, behind(others * 6, rows.values[layer]), others);
      float[] queries = behind(others * 16, rows.queries[layer]);
      float[] all = behind(others * 12, new float[rows.count() * 12]);
      cache.attend(layer, queries, others, rows.count(), mask, all);
      for (int i = 0; i < others * 12; i++) {
        assertEquals(i, all[i]);
      }
      out[layer] = Arrays.copyOfRange(all, others * 12, all.length);
    }
    return out;
  }

  /** Numbers, and {@code rows} behind them. */
  private static float[] behind(int numbers, float[] rows) {
    var all = new float[numbers + rows.length];
    for (int i = 0; i < numbers; i++) {
      all[i] = i;
    }
    System.arraycopy(rows, 0, all, numbers, rows.length);
    return all;
  }

  private static float[][] passAndKeep(KvCache cache, Rows rows) {
    var out = pass(cache, rows, Ancestors.chain(rows.count()));
    cache.commit(IntStream.range(0, rows.count()).toArray());
    return out;
  }

  /** Row {@code i} of {@code rows} alone. */
  private static Rows one(Rows rows, int i) {
    var keys = new float[2][];
    var values = new float[2][];
    var queries = new float[2][];
    for (int layer = 0; layer < 2; layer++) {
      keys[layer] = Arrays.copyOfRange(rows.keys[layer], i * 8, i * 8 + 8);
      values[layer] = Arrays.copyOfRange(rows.values[layer], i * 6, i * 6 + 6);
      queries[layer] = Arrays.copyOfRange(rows.queries[layer], i * 16, i * 16 + 16);
    }
    return new Rows(new int[] {rows.positions[i]}, keys, values, queries);
  }

  @Test
  void attentionIsWhatTheFormulaSays() {
    var cache = empty(SHAPES);
    var rows = chain(0, 150);
    var out = passAndKeep(cache, rows);
    for (int layer = 0; layer < 2; layer++) {
      for (int row = 0; row < rows.count(); row++) {
        for (int head = 0; head < 4; head++) {
          double[] expected = attention(SHAPES.get(layer), layer, rows, row, head);
          for (int d = 0; d < 3; d++) {
            assertEquals(expected[d], out[layer][row * 12 + head * 3 + d], 1e-4, seed);
          }
        }
      }
    }
  }

  private static double[] attention(AttentionShape shape, int layer, Rows rows, int row, int head) {
    var sum = new double[3];
    double total = 0;
    for (int other = 0; other <= row; other++) {
      if (shape.window() > 0 && row - other >= shape.window()) {
        continue;
      }
      double product = 0;
      for (int pair = 0; pair < 2; pair++) {
        // two turned pairs: their product depends on the difference of positions
        double angle = (row - other) * (pair == 0 ? 1 : 0.1);
        double q0 = rows.queries[layer][row * 16 + head * 4 + 2 * pair];
        double q1 = rows.queries[layer][row * 16 + head * 4 + 2 * pair + 1];
        double k0 = rows.keys[layer][other * 8 + head / 2 * 4 + 2 * pair];
        double k1 = rows.keys[layer][other * 8 + head / 2 * 4 + 2 * pair + 1];
        product += (q0 * k0 + q1 * k1) * Math.cos(angle) + (q0 * k1 - q1 * k0) * Math.sin(angle);
      }
      product *= shape.scale();
      if (shape.softcap() > 0) {
        product = shape.softcap() * Math.tanh(product / shape.softcap());
      }
      double weight = Math.exp(product);
      total += weight;
      for (int d = 0; d < 3; d++) {
        sum[d] += weight * rows.values[layer][other * 6 + head / 2 * 3 + d];
      }
    }
    for (int d = 0; d < 3; d++) {
      sum[d] /= total;
    }
    return sum;
  }

  @Test
  void rowsAtOnceAreRowsOneByOne() {
    var rows = chain(0, 100);
    var atOnce = passAndKeep(empty(SHAPES), rows);
    var cache = empty(SHAPES);
    for (int i = 0; i < rows.count(); i++) {
      var alone = passAndKeep(cache, one(rows, i));
      for (int layer = 0; layer < 2; layer++) {
        for (int j = 0; j < 12; j++) {
          assertEquals(atOnce[layer][i * 12 + j], alone[layer][j], 1e-5, seed);
        }
      }
    }
    assertEquals(100, cache.length());
  }

  @Test
  void pendingRowsThatAreDroppedLeaveNoTrace() {
    var begin = chain(0, 70);
    var draft = chain(70, 30);
    var next = chain(70, 5);
    var plain = empty(SHAPES);
    passAndKeep(plain, begin);
    var drafted = empty(SHAPES);
    passAndKeep(drafted, begin);
    pass(drafted, draft, Ancestors.chain(30));
    assertEquals(30, drafted.pending());
    drafted.commit();
    assertEquals(0, drafted.pending());
    assertEquals(plain.length(), drafted.length());
    assertEquals(plain.bytes(), drafted.bytes());
    assertSame(passAndKeep(plain, next), passAndKeep(drafted, next));
  }

  @Test
  void aBranchOfATreeIsWhatItWouldBeAlone() {
    var begin = chain(0, 62);
    // 0 is followed by 1 and 2, 1 by 3, 2 by 4; rows 64 and on lie on another page
    var tree = rows(62, 63, 63, 64, 64);
    var mask = Ancestors.tree(-1, 0, 0, 1, 2);
    var next = chain(65, 3);
    var cache = empty(SHAPES);
    passAndKeep(cache, begin);
    var out = pass(cache, tree, mask);
    cache.commit(0, 2, 4);
    var alone = empty(SHAPES);
    passAndKeep(alone, begin);
    for (int row : new int[] {0, 2, 4}) {
      var single = passAndKeep(alone, one(tree, row));
      for (int layer = 0; layer < 2; layer++) {
        for (int j = 0; j < 12; j++) {
          assertEquals(single[layer][j], out[layer][row * 12 + j], 1e-5, seed);
        }
      }
    }
    assertEquals(65, cache.length());
    assertSame(passAndKeep(alone, next), passAndKeep(cache, next));
  }

  @Test
  void forksDoNotSeeEachOther() {
    var begin = chain(0, 70);
    var mine = chain(70, 90);
    var its = chain(70, 90);
    var cache = empty(SHAPES);
    passAndKeep(cache, begin);
    var fork = cache.fork();
    var second = fork.fork();
    passAndKeep(fork, its);
    var found = passAndKeep(cache, mine);
    var alone = empty(SHAPES);
    passAndKeep(alone, begin);
    assertSame(passAndKeep(alone, mine), found);
    var other = empty(SHAPES);
    passAndKeep(other, begin);
    assertSame(passAndKeep(other, its), passAndKeep(second, its));
  }

  @Test
  void bytesGrowWithRows() {
    var cache = empty(SHAPES);
    passAndKeep(cache, chain(0, 1));
    long few = cache.bytes();
    passAndKeep(cache, chain(1, 300));
    assertTrue(cache.bytes() > few, seed);
  }

  @Test
  void truncatingGoesBack() {
    var begin = chain(0, 65);
    var next = chain(65, 3);
    var cache = empty(SHAPES);
    passAndKeep(cache, begin);
    var fork = cache.fork();
    passAndKeep(cache, chain(65, 80));
    try {
      cache.truncate(65);
    } catch (UnsupportedOperationException e) {
      return; // a policy that loses something says so
    }
    assertEquals(65, cache.length());
    assertSame(passAndKeep(fork, next), passAndKeep(cache, next));
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    var cache = empty(SHAPES);
    pass(cache, chain(0, 3), Ancestors.chain(3));
    assertThrows(IllegalArgumentException.class, () -> cache.commit(3));
    assertThrows(IllegalArgumentException.class, () -> cache.commit(1, 1));
    assertThrows(IllegalArgumentException.class, () -> Ancestors.tree(0));
    assertThrows(IllegalArgumentException.class, () -> cache.truncate(1));
  }

  private void assertSame(float[][] expected, float[][] found) {
    for (int layer = 0; layer < expected.length; layer++) {
      assertArrayEquals(expected[layer], found[layer], seed);
    }
  }
}
