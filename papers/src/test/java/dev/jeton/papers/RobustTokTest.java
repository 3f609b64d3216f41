package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.beds.Classifier;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of cell of row 27 from beginning to end, with a few steps on noise. */
class RobustTokTest {
  static List<RobustTokenizer> tokenizers() {
    return RobustTokenizer.ALL;
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void aCellMeasuresWhatTheClaimsWant(RobustTokenizer tokenizer) throws IOException {
    var seed = new Seed();
    try (var judge = Classifier.shipped()) {
      var bed = NoiseBed.of(seed, judge);
      var recipe = new RobustTok(new RobustTok.Effort(4, 1e-3, 2, 24, 16));
      var numbers = recipe.cell(bed, tokenizer, 9);
      Set<String> found = new TreeSet<>(numbers.keySet());
      found.removeIf(name -> name.startsWith("pfd_cls_"));
      assertEquals(
          Set.of(
              "psnr",
              "rfd_cls",
              "use",
              "perplexity",
              "pfd_cls",
              "half_bits_per_token",
              "half_gfd_cls",
              "model_parameters",
              "bits_per_token",
              "end_gfd_cls",
              "gfd_cls",
              "gfd_cls_guided"),
          found);
      assertEquals(9, numbers.size() - found.size());
      numbers.forEach((name, value) -> assertTrue(Double.isFinite(value), name));
    }
  }
}
