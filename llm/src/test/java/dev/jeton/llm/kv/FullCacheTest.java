package dev.jeton.llm.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FullCacheTest extends KvCacheContract {
  private final Seed seed = new Seed();

  @Override
  protected KvCache empty(List<AttentionShape> shapes) {
    return new FullCache(shapes, CacheType.F32);
  }

  /** Reads {@code n} rows of numbers that {@code at} decides, and attends from all of them. */
  private float[] read(KvCache cache, int n, float[] numbers) {
    float[] out = {};
    for (int layer = 0; layer < SHAPES.size(); layer++) {
      int[] positions = IntStream.range(cache.length(), cache.length() + n).toArray();
      float[] keys = new float[n * 8];
      float[] values = new float[n * 6];
      float[] queries = new float[n * 16];
      System.arraycopy(numbers, 0, keys, 0, keys.length);
      System.arraycopy(numbers, keys.length, values, 0, values.length);
      System.arraycopy(numbers, keys.length + values.length, queries, 0, queries.length);
      cache.append(layer, positions, keys, values, 0);
      out = new float[n * 12];
      cache.attend(layer, queries, 0, n, Ancestors.chain(n), out);
    }
    cache.commit(IntStream.range(0, n).toArray());
    return out;
  }

  @Test
  void halvesAreRoundedFloats() {
    var floats = new FullCache(SHAPES, CacheType.F32);
    var halves = new FullCache(SHAPES, CacheType.F16);
    for (int n : new int[] {30, 33, 1, 64, 70, 128, 3}) {
      boolean exact = halves.length() < 64;
      float[] numbers = seed.normals(n * 30, 1);
      assertArrayEquals(
          read(floats, n, numbers), read(halves, n, numbers), exact ? 0 : 4e-3f, seed);
    }
    int whole = 329 / 64 * 64;
    assertEquals(
        floats.bytes() - 2L * whole * 2 * (8 + 6),
        halves.bytes(),
        "two layers of 14 numbers a row");
    assertTrue(FullCache.bytesPerRow(SHAPES, CacheType.F16) < 4L * 2 * (8 + 6));
  }

  /** A page that was rounded is written again after rows are dropped; a fork does not see it. */
  @Test
  void roundedPagesGoOn() {
    var halves = new FullCache(SHAPES, CacheType.F16);
    read(halves, 150, seed.normals(150 * 30, 1));
    var fork = halves.fork();
    float[] more = seed.normals(80 * 30, 1);
    float[] before = read(fork.fork(), 80, more);
    halves.truncate(70);
    read(halves, 40, seed.normals(40 * 30, 1));
    assertEquals(110, halves.length());
    assertArrayEquals(before, read(fork, 80, more), 0, seed);
  }
}
