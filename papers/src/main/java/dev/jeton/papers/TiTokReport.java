package dev.jeton.papers;

import dev.jeton.papers.Claim.Comparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The claims of row 59 from its arms by name.
 *
 * @param effort what was done in each cell
 */
record TiTokReport(Map<String, Arm> arms, TiTok.Effort effort) {
  static final String THROUGHPUT = "throughput";

  private static final String TOO_FEW =
      "Reconstructions from 16 tokens of 10 bits are already farther from the pictures than what the"
          + " grid's generator draws. The paper's decoder has perceptual and adversarial losses and"
          + " may invent detail; ours is trained by squared error alone.";
  private static final String COMPRESSED =
      "Likely because every token has 10 bits, while tokens that begin as a cosine transform carry"
          + " very unequal shares of a picture.";

  private static final String COMPLETED =
      "Likely because 64 tokens complete the cosine transform of the 64 patches that they begin as,"
          + " which so short a training does not get away from.";
  private static final String NEVER_ON_PIXELS =
      "The encoder never learns on pixels here, the decoder in a third of the steps; codes may count"
          + " more where training is long.";

  private static final List<TiTokArm> LINES =
      List.of(TiTokArm.LINE_8, TiTokArm.LINE_16, TiTokArm.LINE_32, TiTokArm.LINE_64);

  Report report() {
    var line = arm(TiTokArm.LINE_16);
    var grid = arm(TiTokArm.GRID);
    var claims = new ArrayList<Claim>();
    for (int i = 1; i < LINES.size(); i++) {
      claims.add(rises(LINES.get(i - 1), LINES.get(i)));
    }
    for (int i = 2; i < LINES.size(); i++) {
      claims.add(diminishes(LINES.get(i - 2), LINES.get(i - 1), LINES.get(i)));
    }
    claims.add(
        arm(TiTokArm.LINE_64)
            .higher(
                "64 tokens in a line have the PSNR of 64 in a grid", "psnr", grid, 0, COMPRESSED));
    claims.add(
        line.lower(
            "Pictures generated as 16 tokens in a line have no higher FD-cls than as 64 in a grid",
            "gfd_cls",
            grid,
            0,
            TOO_FEW));
    claims.addAll(throughput());
    var proxy = arm(TiTokArm.LINE_16_PROXY);
    claims.addAll(proxy(proxy, line, ""));
    claims.addAll(
        proxy(
            arm(TiTokArm.LEARNT_PROXY),
            arm(TiTokArm.LEARNT),
            " (tokens start as learnt vectors alone)"));
    return new Report(59, claims, summary(proxy));
  }

  private static List<Claim> proxy(Arm proxy, Arm direct, String of) {
    return List.of(
        proxy.higher(
            "Learning through proxy codes gives a higher PSNR than on pixels in equally many steps"
                + of,
            "psnr",
            direct,
            0,
            NEVER_ON_PIXELS),
        proxy.lower("… and a lower FD-cls" + of, "rfd_cls", direct, 0, NEVER_ON_PIXELS));
  }

  private Arm arm(TiTokArm arm) {
    return Objects.requireNonNull(arms.get(arm.name()), arm.name());
  }

  private Claim rises(TiTokArm from, TiTokArm to) {
    return arm(to)
        .higher(
            "PSNR rises from %d to %d tokens".formatted(from.tokens(), to.tokens()),
            "psnr",
            arm(from),
            0,
            "");
  }

  private Claim diminishes(TiTokArm first, TiTokArm second, TiTokArm third) {
    var before = gains(first, second);
    var after = gains(second, third);
    var differences = new double[after.length];
    Arrays.setAll(differences, i -> after[i] - before[i]);
    return new Claim(
        "… from %d to %d by less than from %d to %d (dB)"
            .formatted(second.tokens(), third.tokens(), first.tokens(), second.tokens()),
        Arm.mean(after),
        Arm.mean(before),
        Arm.deviation(differences),
        after.length,
        Comparison.LOWER_BY,
        0,
        COMPLETED);
  }

  private double[] gains(TiTokArm from, TiTokArm to) {
    var less = arm(from).values("psnr");
    var more = arm(to).values("psnr");
    var gains = new double[Math.min(less.length, more.length)];
    Arrays.setAll(gains, i -> more[i] - less[i]);
    return gains;
  }

  private List<Claim> throughput() {
    var timed = Objects.requireNonNull(arms.get(THROUGHPUT), THROUGHPUT);
    return List.of(
        timed.atLeast(
            "Tokens of a line of 16 are drawn at least 3 times as fast as those of a grid of 64",
            "ratio_tokens",
            3,
            range(timed, "tokens", "only tokens")),
        timed.atLeast(
            "… and pictures with their decoding",
            "ratio_pictures",
            3,
            range(timed, "pictures", "with decoding")));
  }

  private static String range(Arm timed, String what, String words) {
    return "Pictures per second, %s: %.0f against %.0f; medians of 7 turns, the ratio within %.1f to %.1f; load average at most %.2f at the start."
        .formatted(
            words,
            timed.mean("line_" + what),
            timed.mean("grid_" + what),
            Arrays.stream(timed.values("least_ratio_" + what)).min().orElseThrow(),
            Arrays.stream(timed.values("greatest_ratio_" + what)).max().orElseThrow(),
            Arrays.stream(timed.values("load")).max().orElseThrow());
  }

  private String summary(Arm proxy) {
    return ("CIFAR-10 (18,000 training pictures of 32x32), 1,024 codes, patches of 4x4, transformers"
            + " of 3 + 3 blocks of 128 numbers for lines and grid alike, %d steps of %d pictures,"
            + " squared error and the quantizer's own terms, nothing perceptual or adversarial."
            + " Tokens of lines begin as the cosine transform of the patches (docs/elastic.md)"
            + " except where a learnt start is said, as published. Proxy codes: %d steps to predict"
            + " the ids of a convolutional codec trained on the same pictures (64 tokens, %.1f dB"
            + " itself), then %d on pixels with that codec's decoder; the teacher's own %d steps are"
            + " not counted. Reconstruction is of %d test pictures. Generators: masked transformers"
            + " of four layers of 128 numbers, %d steps of %d pictures, far from trained out; %d"
            + " pictures drawn in 8 rounds without guidance; timings in plain Java on one core,"
            + " decoding in libtorch.")
        .formatted(
            effort.steps(),
            LatentCell.BATCH,
            effort.steps() - effort.pixelSteps(),
            proxy.mean("teacher_psnr"),
            effort.pixelSteps(),
            effort.steps(),
            effort.pictures(),
            effort.generatorSteps(),
            TiTokGeneration.BATCH,
            effort.drawn());
  }
}
