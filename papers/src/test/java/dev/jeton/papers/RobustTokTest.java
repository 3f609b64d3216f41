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
import org.junit.jupiter.api.Test;

/** A cell of row 27 from beginning to end, with a few steps on noise. */
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

  @Test
  void aCellMeasuresWhatTheClaimsWant() throws IOException {
    var seed = new Seed();
    var silent =
        new TrainingListener() {
          @Override
          public void progress(Progress progress) {}

          @Override
          public void note(String line) {}
        };
    try (var judge = Classifier.shipped()) {
      var bed =
          new CifarBed(
              noise(seed, 64), noise(seed, 32), noise(seed, 60), new FdCls(judge), silent);
      var recipe = new RobustTok(new RobustTok.Effort(4, 1e-3, 4, 60, 40));
      var numbers = recipe.cell(bed, RobustTokenizer.PERTURBED, 9);
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
