package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Recipes draw their claims from cells that stand, without data and without libtorch. */
class BuiltRecipesTest {

  /** All cells stand; each number is higher the later its arm was asked for. */
  private static final class FullBench implements Workbench {
    private final List<Long> seeds;
    private final List<String> asked;

    FullBench(List<Long> seeds, List<String> asked) {
      this.seeds = seeds;
      this.asked = asked;
    }

    @Override
    public List<Long> seeds() {
      return seeds;
    }

    @Override
    public Workbench firstSeed() {
      return new FullBench(seeds.subList(0, 1), asked);
    }

    @Override
    public Duration budget() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Path data(String name) {
      throw new AssertionError("data " + name + " was read though all cells stand");
    }

    @Override
    public <T> T cached(String key, Format<T> format, Maker<T> maker) {
      throw new AssertionError(key + " was made though all cells stand");
    }

    @Override
    public void note(String line) {}

    @Override
    public Arm arm(String name, List<String> data, Run run) {
      if (!asked.contains(name)) {
        asked.add(name);
      }
      var numbers = new TreeMap<String, Double>();
      for (var key :
          List.of(
              "psnr",
              "tune_psnr",
              "fd_cls",
              "use",
              "perplexity",
              "same_ids_frozen",
              "mutual_information_bits",
              "probe_0",
              "probe_1",
              "lookup_mflop_per_picture",
              "generated_fd_cls",
              "rfd_cls",
              "pfd_cls",
              "gfd_cls",
              "gfd_cls_guided",
              "half_gfd_cls",
              "end_gfd_cls",
              "zipf_distance_1",
              "head_ratio",
              "met_within_50",
              "novelty_3",
              "entropy_share",
              "entropy_share_of_used",
              "huffman_saving",
              "pair_gain",
              "lz78_gain",
              "ngram_gain",
              "model_gain",
              "gain",
              "gain_bits",
              "depth",
              "parts_above",
              "wholes_above",
              "subparts_above",
              "disparity german",
              "disparity english-kjv",
              "disparity cifar 512",
              "disparity photo-1 level 2",
              "disparity itself, shuffled",
              "load",
              "ratio_tokens",
              "least_ratio_tokens",
              "greatest_ratio_tokens",
              "line_tokens",
              "grid_tokens",
              "ratio_pictures",
              "least_ratio_pictures",
              "greatest_ratio_pictures",
              "line_pictures",
              "grid_pictures",
              "teacher_psnr",
              "bits_per_byte",
              "of_uniform",
              "below_unigram",
              "mflop_per_byte",
              "bits_of_token_1",
              "bits_of_token_2")) {
        numbers.put(key, (double) asked.indexOf(name));
      }
      for (var coding : CompressedCoding.values()) {
        numbers.put(CompressedLengths.lost(coding), 0.0);
        numbers.put(CompressedLengths.bytesPerToken(coding), (double) coding.bits);
        numbers.put(CompressedLengths.tokensPerByte(coding), 1.0 / coding.bits);
      }
      for (int k = 1; k <= 32; k *= 2) {
        for (var key : List.of("psnr_", "ms_ssim_", "accuracy_")) {
          numbers.put(key + k, (double) asked.indexOf(name));
        }
      }
      for (var key : List.of("ms_ssim", "accuracy", "bytes", "data_bytes", "contribution_first")) {
        numbers.put(key, (double) asked.indexOf(name));
      }
      for (int size : TheoryUnigram.sizes()) {
        numbers.put(TheoryUnigram.key(size), (double) asked.indexOf(name));
      }
      numbers.put("bits", (double) asked.indexOf(name));
      numbers.put("entropy", 1.0);
      numbers.put("escape_step", 1.0);
      numbers.put("steps", 1.0);
      numbers.put("tokens", 1.0);
      numbers.put("contribution_9_to_32", 1.0 + asked.indexOf(name));
      for (int k : FlexTokArm.PREFIXES) {
        for (var key : List.of("psnr_", "agreement_", "fd_cls_", "class_accuracy_")) {
          numbers.put(key + k, (double) asked.indexOf(name));
        }
      }
      return new Arm(
          name,
          seeds.stream()
              .map(s -> new Cell(name, s, numbers, 1, 1, 0, "data", "commit", "machine", "date"))
              .toList());
    }
  }

  private static Report run(int number, List<String> asked) {
    var recipe = Recipes.builtIn().of(number).orElseThrow();
    assertEquals(number, recipe.number());
    return recipe.run(new FullBench(List.of(1L, 2L, 3L), asked));
  }

  @Test
  void row32ChoosesALearningRateForEachKindAndSize() {
    var asked = new ArrayList<String>();
    var report = run(32, asked);
    assertEquals(4 * 3 * 3, asked.size());
    assertTrue(asked.contains("simvq 16384, lr 0.001"), asked.toString());
    // The last learning rate has the highest number here: it is the one that is reported.
    var first = report.claims().getFirst();
    assertEquals(asked.indexOf("simvq 16384, lr 0.01"), first.ours());
    assertEquals(3, first.seeds());
  }

  @Test
  void row40HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(40, asked);
    assertEquals(16, asked.size(), asked.toString());
    assertTrue(report.claims().size() >= 20);
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row15HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(15, asked);
    assertEquals(8, asked.size());
    assertTrue(report.claims().size() >= 15);
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row22HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(22, asked);
    assertEquals(
        List.of(
            "tail drop",
            "no drop",
            "JPEG",
            "WebP",
            "tail drop, learnt start",
            "no drop, learnt start"),
        asked);
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row27OrdersItsTokenizers() {
    var asked = new ArrayList<String>();
    var report = run(27, asked);
    assertEquals(7, asked.size());
    assertEquals(9, report.claims().size());
    var correlation = report.claims().get(7);
    assertEquals(1, correlation.ours());
    assertEquals(1, correlation.baseline());
    assertFalse(correlation.holds(), "equal correlations are not higher ones");
  }

  @Test
  void row13HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(13, asked);
    assertEquals(
        List.of(
            "nested",
            "no nested dropout",
            "fixed length 1",
            "fixed length 4",
            "fixed length 16",
            "autoregression over nested"),
        asked);
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row55HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(55, asked);
    assertEquals(4 + 3 + 3 + 3 * 2 + 1 + 3, asked.size(), asked.toString());
    assertTrue(report.claims().size() >= 40);
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row48HasAllItsArms() {
    var asked = new ArrayList<String>();
    var report = run(48, asked);
    assertEquals(6 * 4 + 3 * 5 + 1, asked.size(), asked.toString());
    assertEquals(3 * 7 + 1 + 4 + 2 + 8 + 6, report.claims().size());
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void row59SetsGainsAgainstGains() {
    var asked = new ArrayList<String>();
    var report = run(59, asked);
    assertEquals(9, asked.size(), asked.toString());
    assertTrue(asked.contains("throughput"));
    double to16 = asked.indexOf("line of 16") - asked.indexOf("line of 8");
    double to32 = asked.indexOf("line of 32") - asked.indexOf("line of 16");
    var diminishing = report.claims().get(3);
    assertEquals(to32, diminishing.ours());
    assertEquals(to16, diminishing.baseline());
    for (var claim : report.claims()) {
      assertEquals(3, claim.seeds(), claim.statement());
    }
  }

  @Test
  void everyBuiltRecipeIsARow() {
    var numbers = Row.all().stream().map(Row::number).toList();
    Map<Integer, ?> built = Recipes.builtIn().byNumber();
    assertTrue(numbers.containsAll(built.keySet()));
  }
}
