package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
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
    return bench(deadline, "", 1, seeds);
  }

  private LocalWorkbench bench(Instant deadline, String arms, int minutes, Long... seeds) {
    return new LocalWorkbench(
        new LocalWorkbench.Plan(
            32,
            List.of(seeds),
            Duration.ofMinutes(minutes),
            deadline,
            Pattern.compile(arms),
            "abc"),
        new DataSets(folder.resolve("data")),
        new Cache(folder.resolve("cache"), line -> {}),
        results(),
        line -> {});
  }

  private Results results() {
    return new Results(folder.resolve("results"));
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
    var cell = arm.cells().getFirst();
    assertEquals(16, cell.data().length());
    assertEquals(1, cell.budgetMinutes());
    assertTrue(cell.machine().matches(".+, \\d+ cores, \\d+ GB, JDK .+"), cell.machine());
  }

  @Test
  void whatWasDoneStaysWhenTimeIsOver() {
    vq(bench(Instant.MAX, 1L));
    var late = vq(bench(Instant.EPOCH, 1L, 2L));
    var thrown = assertThrows(MissingCellsException.class, () -> late.mean("psnr"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("'vq', seed 2"));
    assertEquals(1, vq(bench(Instant.EPOCH, 1L)).seeds());
  }

  @Test
  void armsAreLeftToOthers() {
    var bench = bench(Instant.MAX, "^fsq", 1, 1L);
    var vq = vq(bench);
    var fsq = bench.arm("fsq, 1k", List.of(), seed -> Map.of("psnr", 23.0));
    assertEquals(List.of(), ran);
    assertEquals(23, fsq.mean("psnr"));
    assertThrows(MissingCellsException.class, vq::cells);
    vq(bench(Instant.MAX, 1L));
    assertEquals(21, vq.mean("psnr")); // stored by now
  }

  @Test
  void twoShareTheCellsAndWaitForEachOther() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var seeds = new ConcurrentLinkedQueue<Long>();
    var one = bench(Instant.MAX, 1L, 2L, 3L);
    var other = bench(Instant.MAX, 1L, 2L, 3L);
    Workbench.Run slow =
        seed -> {
          seeds.add(seed);
          begun.countDown();
          goOn.await();
          return Map.of("psnr", 20.0 + seed);
        };
    var first = CompletableFuture.supplyAsync(() -> one.arm("vq", List.of(), slow));
    begun.await();
    var second =
        other.arm(
            "vq",
            List.of(),
            seed -> {
              seeds.add(seed);
              return Map.of("psnr", 20.0 + seed);
            });
    assertEquals(List.of(1L, 2L, 3L), List.copyOf(seeds)); // the second passed over seed 1
    goOn.countDown();
    assertEquals(22, second.mean("psnr"));
    assertEquals(22, first.get().mean("psnr"));
    assertEquals(3, results().of(32).cells().size());
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    var all = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 8; i++) {
      int writer = i;
      all.add(
          CompletableFuture.runAsync(
              () ->
                  bench(Instant.MAX, 1L, 2L)
                      .arm("arm " + writer, List.of(), s -> Map.of("n", 1.0))));
    }
    for (var one : all) {
      one.get();
    }
    assertEquals(16, results().of(32).cells().size());
  }

  @Test
  void otherDataOrBudgetAreRefused() throws Exception {
    vq(bench(Instant.MAX, 1L));
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> vq(bench(Instant.MAX, "", 2, 1L)));
    assertTrue(String.valueOf(thrown.getMessage()).contains("--minutes 1.0"));
    Files.writeString(folder.resolve("data/digits/one.txt"), "2");
    thrown = assertThrows(IllegalArgumentException.class, () -> vq(bench(Instant.MAX, 2L)));
    assertTrue(String.valueOf(thrown.getMessage()).contains("was measured on data"));
  }

  @Test
  void brokenResultsAreOneLine() throws Exception {
    vq(bench(Instant.MAX, 1L));
    var file = results().file(32);
    var text = Files.readString(file);
    for (var broken :
        List.of("", "[]", "{\"paper\": 31, \"cells\": []}", text.substring(0, 90), text + "x")) {
      Files.writeString(file, broken);
      var thrown = assertThrows(UncheckedIOException.class, () -> results().of(32));
      var said = String.valueOf(Objects.requireNonNull(thrown.getCause()).getMessage());
      assertTrue(said.startsWith(file + ": expected the stored cells"), said);
      assertEquals(1, said.lines().count(), said);
    }
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
    assertTrue(results().report(new Report(32, List.of(good, bad), "Both arms.")));
    var none = new Recipes(Map.of());
    var page = PapersPage.markdown(State.all(none, results()), none);
    assertEquals(65, page.lines().filter(line -> line.matches("\\| +\\d+ \\|.*")).count());
    var flat = page.replaceAll(" +", " ");
    assertTrue(flat.contains("| 32 | SimVQ | quantize · codebook | run | 1 of 2 |"), page);
    assertTrue(flat.contains("| 65 | NAR | model · image/video | not built | |"), page);
    assertTrue(flat.contains("| much better (it is not) | 23 | 22 | 0 | 3 |"), page);
    assertTrue(flat.contains("| ours | 3 | 23 ± 1 |"), page);
    assertTrue(page.contains("./jeton papers run 32 --seeds 1,2,3 --minutes 1\n"), page);
    var stored = Objects.requireNonNull(results().of(32).report());
    assertEquals(2, stored.claims().size());
  }

  @Test
  void aReportOfFewerSeedsDoesNotReplaceOneOfMore() {
    var three = vq(bench(Instant.MAX, 1L, 2L, 3L)).atLeast("s", "psnr", 20, "");
    var one = vq(bench(Instant.MAX, 1L)).atLeast("s", "psnr", 20, "");
    assertTrue(results().report(new Report(32, List.of(three), "")));
    assertFalse(results().report(new Report(32, List.of(one), "")));
    assertEquals(3, Objects.requireNonNull(results().of(32).report()).seeds());
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

  @Test
  void theHashIsOfNamesAndContents() throws Exception {
    var before = new DataSets(folder.resolve("data")).hash(List.of("digits"));
    assertEquals(before, new DataSets(folder.resolve("data")).hash(List.of("digits")));
    Files.writeString(folder.resolve("data/digits/one.txt"), "7");
    assertNotEquals(before, new DataSets(folder.resolve("data")).hash(List.of("digits")));
  }

  @Test
  void theMachineNamesItsProcessor() {
    assertEquals(
        "AMD EPYC (family 26, model 2)",
        Machine.model("cpu family\t: 26\nmodel\t\t: 2\nmodel name\t: AMD EPYC\n"));
  }
}
