package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InnovationTest {
  @Test
  void everyTokenNewAndNone() {
    var allNew = TypeGrowth.of(Samples.of(5000, IntStream.range(0, 5000).toArray()), 1);
    assertEquals(1, allNew.exponent(), 1e-9);
    assertEquals(1, allNew.scale(), 1e-9);
    var same = TypeGrowth.of(Samples.of(1, new int[5000]), 1);
    assertEquals(0, same.exponent(), 1e-9);
    assertEquals(1, same.curve().getLast().types());
    assertEquals(5000, same.curve().getLast().tokens());
  }

  @Test
  void newTypesPerSequenceByHand() {
    var corpus =
        new TokenCorpus(
            "c", 9, List.of(new int[] {1, 2, 1}, new int[] {2, 3, 4}, new int[] {1, 4, 3}));
    var growth = TypeGrowth.of(corpus, 1);
    assertEquals(List.of(2, 2, 0), growth.newPerSequence());
    assertEquals(0.5, growth.metWithin(1));
    assertEquals(List.of(2, 2, 2), TypeGrowth.of(corpus, 2).newPerSequence());
    assertEquals(List.of(1, 1, 1), TypeGrowth.of(corpus, 3).newPerSequence());
    assertTrue(TypeGrowth.of(corpus, 4).curve().isEmpty());
  }

  /** Under Zipf's law with s > 1 and endless types, β is near 1/s (van Leijenhorst 2005). */
  @Test
  void zipfGivesHeaps() {
    var seed = new Seed();
    var ids = Samples.zipf(1 << 20, 2, 300_000, seed.random());
    assertEquals(0.5, TypeGrowth.of(Samples.of(1 << 20, ids), 1).exponent(), 0.12, seed);
  }

  @Test
  void noveltyByHand() {
    var parts = new HeldOut(Samples.of(5, 0, 1, 2, 0, 1), Samples.of(5, 0, 1, 0, 4));
    assertEquals(0.25, NgramNovelty.of(parts, 1));
    assertEquals(2.0 / 3, NgramNovelty.of(parts, 2), 1e-12);
    assertEquals(1, NgramNovelty.of(parts, 3));
    assertTrue(Double.isNaN(NgramNovelty.of(parts, 5)));
  }
}
