package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.learn.data.Segmentations;
import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.testkit.Seed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LovtTest {
  @Test
  void pairsStayWithinWordsAndKeepTheText() {
    var corpus = LovtText.pairs("t", "ab ab abc ab", 6);
    // ids as they come: a 0, b 1, space 2, c 3; merges: a b -> 4, space 4 -> 5
    assertEquals(6, corpus.vocabulary());
    assertArrayEquals(new int[] {4, 5, 5, 3, 5}, corpus.flat());
  }

  @Test
  void wordsAndExcerpts() {
    var words = LovtText.words("w", "the cat, the dog", 4);
    assertArrayEquals(new int[] {0, 1, 2, 0}, words.flat());
    var seed = new Seed();
    var random = new SplittableRandom(seed.random().nextLong());
    int[] turned = LovtText.excerpt(words, 4, random).flat();
    assertEquals(3, IntStream.of(turned).sum(), seed);
    assertThrows(
        IllegalArgumentException.class, () -> LovtText.excerpt(words, 5, new SplittableRandom(1)));
  }

  @Test
  void windowsOfGridsAndLines() {
    var grid = new LovtShipped.Grid(9, 10, IntStream.range(0, 90).toArray());
    var window = grid.window(1, 2);
    assertEquals(12, window[0]);
    assertEquals(89, window[63]);
    var line = new LovtShipped.Grid(1, 70, IntStream.range(0, 70).toArray());
    assertArrayEquals(IntStream.range(6, 70).toArray(), line.window(0, 6));
  }

  @Test
  void ordersKeepEveryToken() {
    var corpus = new TokenCorpus("c", 64, List.of(IntStream.range(0, 64).toArray()));
    for (var order : ScanOrder.values()) {
      var ids = LovtLanguages.ordered(corpus, order).flat();
      assertEquals(64, IntStream.of(ids).distinct().count());
    }
    assertEquals(8, LovtLanguages.ordered(corpus, ScanOrder.COLUMNS).flat()[1]);
  }

  /** Ids that follow one person's segments agree with them, tile by tile. */
  @Test
  void idsThatFollowSegments() {
    int height = 64;
    int width = 128;
    var map = new int[height * width];
    for (int i = 0; i < map.length; i++) {
      map[i] = i % width < 32 || i / width < 16 ? 0 : 1;
    }
    var photo =
        new LovtSegments.Photo(
            new Signal.Image(width, height, new float[height * width * 3]),
            new Segmentations(height, width, List.of(map, map)));
    var segments = new LovtSegments(List.of(photo));
    assertEquals(2, segments.tiles().size());
    var ids = new int[128];
    for (int tile = 0; tile < 2; tile++) {
      for (int cell = 0; cell < 64; cell++) {
        int y = cell / 8 * 8;
        int x = tile * 64 + cell % 8 * 8;
        ids[tile * 64 + cell] = map[y * width + x];
      }
    }
    var numbers = segments.agreement(segments.grids(ids), LovtSegments.CELL_PIXELS);
    assertEquals(1.0, numbers.get("wholes_v"));
    assertEquals(1.0, numbers.get("parts_above"));
    assertEquals(2.0, numbers.get("subparts_segments"));
    assertTrue(numbers.getOrDefault("wholes_v_control", 1.0) < 0.5);
  }
}
