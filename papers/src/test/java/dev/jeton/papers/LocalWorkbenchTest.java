package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkbenchTest {
  @TempDir Path folder;
  private final List<Long> ran = new ArrayList<>();

  @BeforeEach
  void data() throws Exception {
    Files.createDirectories(folder.resolve("data/digits"));
    Files.writeString(folder.resolve("data/digits/one.txt"), "1");
  }

  private LocalWorkbench bench(Instant deadline, Long... seeds) {
    return new LocalWorkbench(
        32,
        List.of(seeds),
        Duration.ofMinutes(1),
        deadline,
        folder.resolve("data"),
        folder.resolve("cache"),
        new Results(folder.resolve("results")),
        "abc",
        line -> {});
  }

  private Arm vq(Workbench bench) {
    return bench.arm(
        "vq",
        List.of("digits"),
        seed -> {
          ran.add(seed);
          return Map.of("psnr", 20.0 + seed);
        });
  }

  @Test
  void storedCellsAreNotRunAgain() {
    vq(bench(Instant.MAX, 1L, 2L));
    var arm = vq(bench(Instant.MAX, 1L, 2L, 3L));
    assertEquals(List.of(1L, 2L, 3L), ran);
    assertEquals(22, arm.mean("psnr"));
    assertEquals(1, arm.deviation("psnr"), 1e-12);
    assertEquals(16, arm.cells().getFirst().data().length());
  }

  @Test
  void whatWasDoneStaysWhenTimeIsOver() {
    vq(bench(Instant.MAX, 1L));
    var late = bench(Instant.EPOCH, 1L, 2L);
    var thrown = assertThrows(OutOfTimeException.class, () -> vq(late));
    assertTrue(String.valueOf(thrown.getMessage()).contains("'vq', seed 2"));
    assertEquals(1, vq(bench(Instant.EPOCH, 1L)).seeds());
  }

  @Test
  void pairedClaimsAndThePage() {
    var bench = bench(Instant.MAX, 1L, 2L, 3L);
    var ours = bench.arm("ours", List.of(), seed -> Map.of("psnr", 21.0 + seed));
    var baseline = vq(bench);
    var good = ours.higher("better", "psnr", baseline, 0.5, "");
    var bad = ours.higher("much better", "psnr", baseline, 2, "it is not");
    assertTrue(good.holds());
    assertFalse(bad.holds());
    assertEquals(0, good.spread(), 1e-12);
    bench.results().report(new Report(32, List.of(good, bad), "Both arms."));
    var page = PapersPage.markdown(bench.results());
    assertEquals(65, page.lines().filter(line -> line.matches("\\| \\d+ \\|.*")).count());
    assertTrue(page.contains("| 32 | SimVQ | quantize · codebook | run | 1 of 2 |"), page);
    assertTrue(page.contains("| 65 | NAR | model · image/video | not yet built |"), page);
    assertTrue(page.contains("*it is not*"), page);
    var stored = Objects.requireNonNull(bench.results().of(32).report());
    assertEquals(2, stored.claims().size());
  }

  @Test
  void cachedThingsAreMadeOnce() {
    var bench = bench(Instant.MAX, 1L);
    var made = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      var text =
          bench.cached(
              "a thing",
              new Workbench.Format<String>() {
                @Override
                public void write(String value, Path file) throws Exception {
                  Files.writeString(file, value);
                }

                @Override
                public String read(Path file) throws Exception {
                  return Files.readString(file);
                }
              },
              () -> {
                made.add("once");
                return "made";
              });
      assertEquals("made", text);
    }
    assertEquals(1, made.size());
  }

  @Test
  void absentDataIsNamed() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> bench(Instant.MAX, 1L).data("photos"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("photos"));
  }
}
