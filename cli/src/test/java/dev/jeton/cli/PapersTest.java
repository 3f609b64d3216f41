package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.papers.Recipe;
import dev.jeton.papers.Recipes;
import dev.jeton.papers.Report;
import dev.jeton.papers.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PapersTest {
  @TempDir Path folder;
  private final List<String> ran = new ArrayList<>();

  /** Two arms, three claims, one of which fails. */
  private final class Two implements Recipe {
    @Override
    public int number() {
      return 32;
    }

    @Override
    public Report run(Workbench bench) {
      var ours = bench.arm("ours", List.of("digits"), seed -> measured("ours", seed, 21));
      var vq = bench.arm("vq", List.of("digits"), seed -> measured("vq", seed, 20));
      return new Report(
          32,
          List.of(
              ours.higher("better than vq", "psnr", vq, 0.5, ""),
              ours.higher("much better than vq", "psnr", vq, 5, "it is not"),
              ours.atLeast("uses its codes", "usage", 0.9, "")),
          "Two arms on digits.");
    }

    private Map<String, Double> measured(String arm, long seed, double psnr) {
      if (arm.equals("vq") && seed == 13) {
        throw new IllegalArgumentException("vq has bad luck");
      }
      ran.add(arm + seed);
      return Map.of("psnr", psnr + seed, "usage", 0.95);
    }
  }

  @BeforeEach
  void data() throws IOException {
    Files.createDirectories(folder.resolve("data/digits"));
    Files.writeString(folder.resolve("data/digits/one.txt"), "1");
  }

  private Ran run(Object... words) {
    var recipes = new Recipes(Map.of(32, Two::new));
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<>(List.of("--results=" + results()));
    Arrays.stream(words).map(Object::toString).forEach(all::add);
    if (all.stream().noneMatch(word -> word.startsWith("--data="))) {
      all.add("--data=" + folder + "/data");
    }
    int code =
        new CommandLine(new PapersRun(recipes, threads -> {}))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setParameterExceptionHandler(Complaints::usage)
            .setExecutionExceptionHandler(Complaints::failure)
            .execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  private Path results() {
    return folder.resolve("results");
  }

  private Ran papers(String... words) {
    var all = new ArrayList<Object>(List.of("papers"));
    all.addAll(List.of(words));
    all.add("--results=" + results());
    return Ran.jeton(all.toArray());
  }

  @Test
  void runsWhatIsMissingAndDrawsTheClaims() {
    var first = run(32, "--seeds=1,2");
    assertEquals(0, first.code(), first.err());
    assertEquals(List.of("ours1", "ours2", "vq1", "vq2"), ran);
    assertTrue(first.err().contains("paper 32: 'ours', seed 1"), first.err());
    assertTrue(first.err().contains("minutes: psnr 22.00, usage 0.9500"), first.err());
    var again = run(32, "--seeds=1,2");
    assertEquals("", again.err());
    assertEquals(first.out(), again.out());
    run(32, "--json").json();
    assertEquals(6, ran.size());
    assertEquals(List.of("ours3", "vq3"), ran.subList(4, 6));
  }

  @Test
  void showsFailedClaimsAndSpreads() {
    run(32);
    var shown = papers("show", "32").ok().out().replaceAll(" +", " ");
    assertTrue(shown.contains("\nmuch better than vq (it is not) 23 22 0 3 higher by 5 NO"), shown);
    assertTrue(shown.contains("\nours 3 23 ± 1 0.9500 ± 0"), shown);
    assertTrue(shown.contains("again: ./jeton papers run 32 --seeds 1,2,3 --minutes 20"), shown);
    papers("show", "32", "--json").ok().json();
    var list = papers("list").ok().out().replaceAll(" +", " ");
    assertTrue(list.contains("32 SimVQ quantize · codebook run 2 of 3"), list);
    assertEquals(67, list.lines().count());
    papers("list", "--json").ok().json();
  }

  @Test
  void reportWritesThePage() throws IOException {
    run(32);
    var page = folder.resolve("papers.md");
    papers("report", "-o", page.toString()).ok();
    assertTrue(Files.readString(page).contains("## 32 SimVQ"));
    papers("report", "--json", "-o", page.toString()).ok().json();
  }

  @Test
  void goesOnAfterAFailureAndAfterTheDeadline() {
    var failed = run(32, "--seeds=1,13");
    assertEquals(1, failed.code());
    assertTrue(failed.err().endsWith("jeton: vq has bad luck\n"), failed.err());
    assertEquals(List.of("ours1", "ours13", "vq1"), ran);
    assertTrue(papers("list").ok().out().contains("3 cells done"));
    var late = run(32, "--seeds=1,2", "--hours=1e-9");
    assertEquals(1, late.code());
    assertTrue(late.err().contains("'ours', seed 2 is missing: time is over"), late.err());
    assertEquals(0, run(32, "--seeds=1,2").code());
    assertEquals(List.of("ours1", "ours13", "vq1", "ours2", "vq2"), ran);
  }

  @Test
  void armsAreSharedOut() {
    var one = run(32, "--seeds=1", "--arms=^vq");
    assertEquals(1, one.code());
    assertTrue(one.complaint().contains("leaves the arm to others"), one.err());
    assertEquals(List.of("vq1"), ran);
    assertEquals(0, run(32, "--seeds=1", "--arms=^ours").code());
  }

  @Test
  void complainsInOneLine() throws IOException {
    assertTrue(run(31).complained(1).contains("paper 31, DM-Codec, is not built yet"));
    assertTrue(run(32, "--data=nowhere").complaint().contains("expected data set 'digits'"));
    run(32, "--seeds=1");
    var other = run(32, "--minutes=3").complained(1);
    assertTrue(other.contains("was given 20.0 minutes, these are to get 3.0"), other);
    Files.writeString(results().resolve("32.json"), "{\"paper\": 32, \"ce");
    for (var said :
        List.of(
            run(32).complained(1),
            papers("list").complained(1),
            papers("show", "32").complained(1),
            papers("report").complained(1))) {
      assertTrue(said.contains("32.json: expected the stored cells of the paper"), said);
    }
    assertFalse(Files.exists(folder.resolve("papers.md")));
  }
}
