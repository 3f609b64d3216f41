package dev.jeton.papers;

import dev.jeton.papers.Claim.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The claims of row 15 from its arms by name. */
record FqganReport(Map<String, Arm> arms) {
  private static final String ONE = "one of 65536";
  private static final String TWO = "two of 256";
  private static final String NO_COLLAPSE =
      "Codes of 8 numbers and length 1 do not collapse here within 400 steps.";
  private static final String EQUAL_BITS =
      "At equal bits a product of codebooks can say nothing that one codebook could not; it wins"
          + " where the one collapses, which it did not.";
  private static final String COSINE =
      "The term makes the two code vectors of a place orthogonal; their ids can go together all the"
          + " same, and here they do so more.";
  private static final String MORE_TIED = "Two of its three factors are tied to features.";
  private static final String TIED =
      "Tying a factor to features takes from reconstruction here: see the arms without it. The"
          + " contrastive term has a temperature of 0.1 against batches of 32, which makes it"
          + " stronger than the paper's.";

  static Report of(Map<String, Arm> arms) {
    return new FqganReport(arms).report();
  }

  private Arm arm(String name) {
    return Objects.requireNonNull(arms.get(name), name);
  }

  private Report report() {
    var two = arm(TWO);
    var one = arm(ONE);
    var oneSmall = arm("one of 4096");
    var twoSmall = arm("two of 64");
    var entangled = arm("two of 256, no disentanglement");
    var blind = arm("two of 256, no representation");
    var bare = arm("two of 256, neither");
    var three = arm("three of 40, 40 and 41");
    var claims =
        List.of(
            two.atLeast("Two codebooks of 256 are used to at least 95 %", "use", 0.95, ""),
            one.atMost("One of 65,536 is used to less than 50 %", "use", 0.5, NO_COLLAPSE),
            two.higher(
                "PSNR of two of 256 is 0.3 dB above one of 65,536", "psnr", one, 0.3, EQUAL_BITS),
            bare.higher(
                "… also without disentanglement and representation", "psnr", one, 0.3, EQUAL_BITS),
            two.lower("FD-cls of two of 256 is below one of 65,536", "fd_cls", one, 0, EQUAL_BITS),
            twoSmall.higher(
                "PSNR of two of 64 is above one of 4,096", "psnr", oneSmall, 0, EQUAL_BITS),
            twoSmall.lower(
                "FD-cls of two of 64 is below one of 4,096", "fd_cls", oneSmall, 0, EQUAL_BITS),
            times(
                "Looking up one of 65,536 takes 128 times the multiplications of two of 256 (counted)",
                one.mean("lookup_mflop_per_picture"),
                two.mean("lookup_mflop_per_picture"),
                two.seeds(),
                128,
                ""),
            times(
                "Without disentanglement the factors share at least 1.25 times the bits",
                entangled.mean("mutual_information_bits"),
                two.mean("mutual_information_bits"),
                two.seeds(),
                1.25,
                COSINE),
            two.higher("Disentanglement costs at most 0.1 dB", "psnr", entangled, -0.1, ""),
            between(
                "The tied factor tells classes apart better than the free one",
                two,
                "probe_1",
                two,
                "probe_0"),
            between("… and better than the same factor untied", two, "probe_1", blind, "probe_1"),
            two.lower("Representation learning lowers FD-cls", "fd_cls", blind, 0, TIED),
            three.lower(
                "Three of 40, 40 and 41 have a lower FD-cls than two of 256",
                "fd_cls",
                two,
                0,
                MORE_TIED),
            three.higher("… and a higher PSNR", "psnr", two, 0, MORE_TIED),
            twoSmall.lower(
                "Pictures drawn by the factorised model (two of 64) have a lower FD-cls than those"
                    + " of the flat one (one of 4,096)",
                "generated_fd_cls",
                oneSmall,
                0,
                ""));
    return new Report(15, claims, Fqgan.SUMMARY);
  }

  private static Claim times(
      String statement, double ours, double baseline, int seeds, double threshold, String note) {
    return new Claim(
        statement, ours, baseline, 0, seeds, Comparison.TIMES_AT_LEAST, threshold, note);
  }

  /** A number of one arm against another number, maybe of another arm, seed by seed. */
  private static Claim between(
      String statement, Arm ours, String key, Arm baseline, String baselineKey) {
    var a = ours.values(key);
    var b = baseline.values(baselineKey);
    var differences = new double[Math.min(a.length, b.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return new Claim(
        statement,
        ours.mean(key),
        baseline.mean(baselineKey),
        Arm.deviation(differences),
        differences.length,
        Comparison.HIGHER_BY,
        0,
        "");
  }
}
