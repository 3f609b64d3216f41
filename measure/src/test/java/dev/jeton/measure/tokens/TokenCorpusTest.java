package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCorpusTest {
  private final TokenCorpus corpus =
      new TokenCorpus("c", 9, List.of(new int[] {1, 2, 3, 4, 5}, new int[] {}, new int[] {6, 7}));

  @Test
  void countsAndCuts() {
    assertEquals(7, corpus.tokens());
    assertEquals(7, corpus.types());
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7}, corpus.flat());
    assertArrayEquals(new int[] {1, 2, 3}, corpus.first(3).flat());
    assertEquals(7, corpus.first(100).tokens());
    assertArrayEquals(new int[] {1, 2, 3, 4, 6, 7}, corpus.pieces(2).flat());
    assertEquals(3, corpus.pieces(2).sequences().size());
    assertArrayEquals(new int[] {1, 2}, corpus.pieces(2).spread(1).flat());
  }

  @Test
  void shufflingKeepsIdsAndLengths() {
    var seed = new Seed();
    var shuffled = corpus.shuffled(seed.random());
    var ids = shuffled.flat();
    Arrays.sort(ids);
    assertArrayEquals(corpus.flat(), ids, seed);
    assertEquals(List.of(5, 0, 2), shuffled.sequences().stream().map(s -> s.length).toList());
  }

  @Test
  void everyTenthSequenceIsHeldOut() {
    var many = new TokenCorpus("m", 1, Collections.nCopies(25, new int[] {0, 0}));
    assertEquals(23, HeldOut.of(many).training().sequences().size());
    assertEquals(2, HeldOut.of(many).test().sequences().size());
    var one = HeldOut.of(Samples.of(1, new int[25]));
    assertEquals(23, one.training().tokens());
    assertEquals(2, one.test().tokens());
    var ids = java.util.stream.IntStream.range(0, 1000).toArray();
    var blocks = HeldOut.of(Samples.of(1000, ids));
    assertArrayEquals(Arrays.copyOfRange(ids, 576, 640), blocks.test().flat());
    assertEquals(2, blocks.training().sequences().size());
    assertEquals(640, blocks.training().sequences().get(1)[0]);
    assertEquals(0, HeldOut.of(Samples.of(1, new int[9])).test().tokens());
  }

  @Test
  void strangersAreNamed() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Samples.of(3, 0, 3));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("expected ids of 0..2, found 3"));
  }

  @Test
  void indexNumbersInOrderAndCounts() {
    var seed = new Seed();
    var index = new LongIndex();
    var keys = seed.random().longs(10_000, 0, 3_000).toArray();
    var first = Arrays.stream(keys).distinct().toArray();
    for (long key : keys) {
      index.add(key);
    }
    assertEquals(first.length, index.size(), seed);
    for (int i = 0; i < first.length; i++) {
      long key = first[i];
      assertEquals(i, index.find(key), seed);
      assertEquals(key, index.key(i), seed);
      assertEquals(Arrays.stream(keys).filter(k -> k == key).count(), index.count(i), seed);
    }
    assertEquals(-1, index.find(-5));
  }
}
