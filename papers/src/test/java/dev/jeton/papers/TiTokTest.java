package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.beds.Classifier;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of cell of row 59 from beginning to end, with a few steps on noise. */
class TiTokTest {
  private static final TiTok.Effort LITTLE = new TiTok.Effort(3, 2, 24, 16, 4);

  @TempDir Path folder;

  static List<TiTokArm> kinds() {
    return List.of(TiTokArm.LINE_8, TiTokArm.LINE_16, TiTokArm.GRID, TiTokArm.LINE_16_PROXY);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCellMeasuresWhatTheClaimsWant(TiTokArm arm) throws IOException {
    var plan =
        new LocalWorkbench.Plan(
            59, List.of(9L), Duration.ofMinutes(1), Instant.MAX, Pattern.compile(""), "test");
    var cache = new Cache(Files.createDirectories(folder.resolve("cache")), line -> {});
    var results = new Results(folder.resolve("results"));
    try (var judge = Classifier.shipped();
        var bench = new LocalWorkbench(plan, new DataSets(folder), cache, results, line -> {})) {
      var bed = NoiseBed.of(new Seed(), judge);
      var numbers = new TiTok(LITTLE).cell(bench, bed, arm, 9);
      var expected =
          new TreeSet<>(Set.of("psnr", "ms_ssim", "rfd_cls", "accuracy", "use", "perplexity"));
      if (arm.proxy()) {
        expected.add("teacher_psnr");
      }
      if (arm.generated()) {
        expected.addAll(Set.of("gfd_cls", "class_accuracy", "bits_per_token"));
      }
      assertEquals(expected, numbers.keySet());
      numbers.forEach((name, value) -> assertTrue(Double.isFinite(value), name));
      assertTrue(numbers.getOrDefault("psnr", 0.0) > 5, numbers.toString());
    }
  }
}
