package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingListener;
import dev.jeton.papers.TheoryModel.Start;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TheoryTest {
  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  @ParameterizedTest
  @EnumSource
  void everyDictionaryIsMeasured(TheoryUnigram kind) {
    var source = new TheorySource(1, false);
    var numbers = kind.measure(source, TheoryScale.SMALL, 1);
    assertEquals(TheoryUnigram.sizes().size() + 2, numbers.size());
    double entropy = number(numbers, "entropy");
    assertEquals(1, number(numbers, "bits_0002"), 1e-3);
    assertTrue(number(numbers, "bits_0032") > entropy, numbers.toString());
    assertTrue(number(numbers, "bits_0032") < 0.7, numbers.toString());
    assertEquals(numbers, kind.measure(source, TheoryScale.SMALL, 1));
  }

  @ParameterizedTest
  @EnumSource
  void transformersLearn(Start start) throws IOException {
    var characters = Theory.characters(2, start).measure(TheoryScale.SMALL, 1, SILENT);
    assertTrue(number(characters, "bits") < 1.2, characters.toString());
    assertEquals(1, number(characters, "characters_per_token"));
    assertEquals(6, number(characters, "escape_step")); // too few steps for a mean of 20
  }

  /** Tokens cost more each, so there are fewer steps; they stand for more characters. */
  @Test
  void tokensCostNoMore() throws IOException {
    var tokens = Theory.tokens(4, 64);
    var numbers = tokens.measure(TheoryScale.SMALL, 1, SILENT);
    var characters = Theory.characters(4, Start.GPT2);
    assertTrue(tokens.steps(TheoryScale.FULL) < characters.steps(TheoryScale.FULL));
    assertEquals(TheoryScale.FULL.steps(), characters.steps(TheoryScale.FULL));
    assertTrue(number(numbers, "characters_per_token") > 3, numbers.toString());
    assertTrue(
        number(numbers, "gflop")
            <= TheoryScale.SMALL.steps()
                * TheoryModel.flopPerStep(2, TheoryScale.SMALL.batch(), TheoryScale.SMALL.places())
                / 1e9
                * (1 + 1e-9));
  }

  @Test
  void plotsWhatStands() {
    var cells = new ArrayList<Cell>();
    assertTrue(new Theory().plots(cells).isEmpty());
    for (var source : TheorySource.ALL) {
      for (var kind : TheoryUnigram.values()) {
        var numbers = new TreeMap<>(Map.of("entropy", 0.5));
        TheoryUnigram.sizes().forEach(size -> numbers.put(TheoryUnigram.key(size), 1.0 / size));
        cells.add(new Cell(kind.arm(source), 1, numbers, 1, 1, 0, "d", "c", "m", "t"));
      }
    }
    var plots = new Theory().plots(cells);
    assertEquals(List.of("orders", "dictionaries"), List.copyOf(plots.keySet()));
    plots.values().forEach(plot -> assertTrue(plot.png().length > 1000));
  }

  private static double number(Map<String, Double> numbers, String key) {
    return numbers.getOrDefault(key, Double.NaN);
  }
}
