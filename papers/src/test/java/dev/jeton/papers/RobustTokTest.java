package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of cell of row 27 from beginning to end, with a few steps on noise. */
class RobustTokTest {
  private static final int SIDE = 32;

  private static Pictures noise(Seed seed, int count) {
    var pixels = new byte[count][3 * SIDE * SIDE];
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      seed.random().nextBytes(pixels[i]);
      labels[i] = i % 2;
    }
    return new Pictures(List.of("a", "b"), 3, SIDE, SIDE, pixels, labels);
  }

  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  static List<RobustTokenizer> tokenizers() {
    return RobustTokenizer.ALL;
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void aCellMeasuresWhatTheClaimsWant(RobustTokenizer tokenizer) throws IOException {
    var seed = new Seed();
    try (var judge = Classifier.shipped()) {
      var bed =
          new CifarBed(noise(seed, 32), noise(seed, 10), noise(seed, 24), new FdCls(judge), SILENT);
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
