package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Tokens;
import dev.jeton.core.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodebookUsageTest {
  @Test
  void evenUseHasThePerplexityOfItsCodes() {
    var usage = new CodebookUsage(8);
    usage.add(new int[] {0, 1, 2, 3});
    usage.add(new int[] {3, 2, 1, 0});
    assertEquals(4, usage.used());
    assertEquals(0.5, usage.share());
    assertEquals(2, usage.entropyBits(), 1e-12);
    assertEquals(4, usage.perplexity(), 1e-12);
    assertEquals(8, usage.total());
    assertEquals(2, usage.count(3));
  }

  /** Shares 1/2, 1/4, 1/4: 1.5 bits. */
  @Test
  void unevenUseByHand() {
    var usage = new CodebookUsage(3);
    usage.add(new int[] {0, 0, 1, 2});
    assertEquals(1.5, usage.entropyBits(), 1e-12);
    assertEquals(Math.pow(2, 1.5), usage.perplexity(), 1e-12);
  }

  @Test
  void oneCodeAndNone() {
    var usage = new CodebookUsage(5);
    assertEquals(0, usage.share());
    assertEquals(0, usage.entropyBits());
    usage.add(new int[] {4, 4});
    assertEquals(1, usage.perplexity());
  }

  @Test
  void levelsOfTokens() {
    var layout =
        new Layout(Vocabulary.of("test", 2, 4), List.of(Extent.of(2), Extent.of(3)), Extent.of(9));
    var levels = CodebookUsage.perLevel(new Tokens.Ids(layout, new int[] {0, 1, 3, 3}));
    assertEquals(2, levels.get(0).used());
    assertEquals(1, levels.get(1).used());
    assertEquals(2, levels.get(1).total());
  }

  @Test
  void strangersAreRefusedAndNotCounted() {
    var usage = new CodebookUsage(2);
    assertThrows(IllegalArgumentException.class, () -> usage.add(new int[] {0, 2}));
    assertThrows(IllegalArgumentException.class, () -> usage.add(new int[] {-1}));
    assertEquals(0, usage.total());
  }
}
