package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.ContextIdCoder;
import dev.jeton.core.Extent;
import dev.jeton.core.IdCoder;
import dev.jeton.core.IdCoderTrainer;
import dev.jeton.core.Layout;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContextIdCoderTest extends IdCoderContract {
  private static final int[] SIZES = {16, 1, 100, 64, 64, 37};
  private static final List<Tokens.Ids> EXAMPLES = examples(120, 1);
  private static final ContextIdCoder CODER = IdCoderTrainer.train(EXAMPLES, 6);

  @Override
  protected IdCoder coder() {
    return CODER;
  }

  @Override
  protected List<Layout> layouts() {
    return List.of(layout(1, 1), layout(3, 1), layout(1, 17), layout(20, 30));
  }

  private static Layout layout(int rows, int columns) {
    var fine = Extent.of(rows, columns);
    return new Layout(
        Vocabulary.of("v", SIZES),
        List.of(fine.dividedBy(4), fine.dividedBy(2), fine, fine, fine, fine),
        Extent.of(8 * rows, 8 * columns));
  }

  /** A slope across the picture, in steps, with some noise; the fine levels follow it. */
  private static List<Tokens.Ids> examples(int count, long seed) {
    var random = new SplittableRandom(seed);
    var examples = new ArrayList<Tokens.Ids>();
    for (int n = 0; n < count; n++) {
      var layout = layout(random.nextInt(4, 10), random.nextInt(4, 10));
      var ids = new int[layout.count()];
      double slope = random.nextDouble();
      for (int level = 0, at = 0; level < layout.levels(); level++) {
        int columns = layout.extent(level).size(1);
        int rows = layout.extent(level).size(0);
        for (int i = 0; i < rows * columns; i++) {
          double height =
              slope * (i % columns) / columns + (1 - slope) * (i / columns) / (double) rows;
          double noisy = Math.clamp(height + 0.05 * random.nextGaussian(), 0, 0.999);
          ids[at++] = scrambled((int) (SIZES[level] * noisy), SIZES[level]);
        }
      }
      examples.add(new Tokens.Ids(layout, ids));
    }
    return examples;
  }

  /** Codebooks have no order that means anything. */
  private static int scrambled(int id, int size) {
    return (int) (id * 7919L % size);
  }

  @Test
  void whatNeighboursTellIsSaved() {
    double coded = 0;
    double raw = 0;
    for (var tokens : examples(40, 2)) {
      coded += Arrays.stream(CODER.bits(tokens)).sum();
      for (int i = 0; i < tokens.length(); i++) {
        raw += tokens.layout().vocabulary().bits(tokens.layout().level(i));
      }
    }
    double share = coded / raw;
    assertTrue(share < 0.75, "took " + share + " of the raw bits");
  }

  @Test
  void equalExamplesGiveEqualTables() {
    var few = EXAMPLES.subList(0, 10);
    assertArrayEquals(IdCoderTrainer.train(few, 1).tables(), IdCoderTrainer.train(few, 1).tables());
  }

  @Test
  void tablesComeBack() {
    var copy = ContextIdCoder.read(CODER.tables());
    assertArrayEquals(CODER.tables(), copy.tables());
    var tokens = EXAMPLES.getFirst();
    assertArrayEquals(CODER.bits(tokens), copy.bits(tokens), 0.0);
  }

  @Test
  void damagedTablesAreRefused() {
    byte[] tables = CODER.tables();
    for (int length = 0; length < tables.length; length += 97) {
      byte[] cut = Arrays.copyOf(tables, length);
      assertThrows(IllegalArgumentException.class, () -> ContextIdCoder.read(cut));
    }
    byte[] longer = Arrays.copyOf(tables, tables.length + 1);
    assertThrows(IllegalArgumentException.class, () -> ContextIdCoder.read(longer));
    byte[] newer = tables.clone();
    newer[0]++;
    var e = assertThrows(IllegalArgumentException.class, () -> ContextIdCoder.read(newer));
    assertEquals("expected tables of version 1 for coding ids, found 2", e.getMessage());
  }

  @Test
  void idsOfOtherSizesAreRefused() {
    var other = new Layout(Vocabulary.of("w", 5), List.of(Extent.of(3)), Extent.of(3));
    var tokens = new Tokens.Ids(other, new int[3]);
    var e = assertThrows(IllegalArgumentException.class, () -> CODER.bits(tokens));
    assertEquals("expected levels of [16, 1, 100, 64, 64, 37] ids, found [5]", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> IdCoderTrainer.train(List.of(EXAMPLES.getFirst(), tokens), 1));
    assertThrows(IllegalArgumentException.class, () -> IdCoderTrainer.train(List.of(), 1));
  }
}
