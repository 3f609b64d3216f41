package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Vocabulary;
import dev.jeton.learn.TrainingException;
import org.junit.jupiter.api.Test;

class RecentUsageTest {
  private final RecentUsage usage = new RecentUsage(Vocabulary.of("test", 4, 2), 2);

  @Test
  void oldStepsAreForgotten() {
    usage.add(new int[] {3, 1, 3, 1});
    usage.add(new int[] {0, 0, 1, 0});
    assertEquals("used 75.0 % 100.0 %, perplexity 3 2", usage.toString());
    usage.add(new int[] {0, 0, 1, 0});
    assertEquals("used 50.0 % 50.0 %, perplexity 2 1", usage.toString());
    assertEquals(4, usage.perLevel().getFirst().total());
  }

  @Test
  void droppedLevelsAreNotCounted() {
    usage.add(new int[] {0, -1, 1, 1});
    assertEquals(2, usage.perLevel().getFirst().total());
    assertEquals(1, usage.perLevel().getLast().total());
  }

  @Test
  void collapseStopsTheTraining() {
    usage.expect(0.5);
    usage.add(new int[] {0, 0, 1, 1});
    assertDoesNotThrow(() -> usage.expect(0.5));
    assertThrows(TrainingException.class, () -> usage.expect(0.6));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> usage.add(new int[3]));
    assertThrows(
        IllegalArgumentException.class, () -> new RecentUsage(Vocabulary.of("test", 4), 0));
  }
}
