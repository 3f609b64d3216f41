package dev.jeton.papers;

import dev.jeton.measure.RankCorrelation;
import dev.jeton.papers.Claim.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The claims of row 27 from its arms by name.
 *
 * @param effort what was done in each cell
 */
record RobustReport(Map<String, Arm> arms, RobustTok.Effort effort) {
  /** Less than the smallest difference of two rank correlations over so few tokenizers. */
  private static final double ABOVE = 0.01;

  private static final String BLUR =
      "Trained by squared error alone, a decoder that must bear exchanged codes answers with what"
          + " suits all of them, a blur; the paper's has perceptual and adversarial losses against"
          + " that.";

  Report report() {
    var clean = arm(RobustTokenizer.CLEAN);
    var ours = arm(RobustTokenizer.PERTURBED);
    var stronger = arm(RobustTokenizer.STRONGER);
    return new Report(
        27,
        List.of(
            times(
                "Perturbation (beta 0.1) raises rFD-cls at most to 1.1 times", "rfd_cls", 1.1, ""),
            times("Perturbation lowers pFD-cls at least to 0.8 times", "pfd_cls", 0.8, BLUR),
            ours.lower("Perturbation lowers gFD-cls without guidance", "gfd_cls", clean, 0, BLUR),
            ours.lower("… and with guidance", "gfd_cls_guided", clean, 0, BLUR),
            stronger.lower(
                "With beta 0.5 gFD-cls is below the clean tokenizer's too",
                "gfd_cls",
                clean,
                0,
                BLUR),
            ours.lower(
                "At half of the generator's training gFD-cls is below the clean tokenizer's",
                "half_gfd_cls",
                clean,
                0,
                BLUR),
            faster(ours, clean),
            correlation(
                "pFD-cls orders the tokenizers more like gFD-cls than rFD-cls does (Spearman)",
                "gfd_cls"),
            correlation("… and more like gFD-cls with guidance", "gfd_cls_guided")),
        summary());
  }

  private Arm arm(RobustTokenizer tokenizer) {
    return Objects.requireNonNull(arms.get(tokenizer.name()), tokenizer.name());
  }

  /** Ours at most so many times the clean tokenizer's, seed by seed. */
  private Claim times(String statement, String key, double most, String note) {
    var ours = arm(RobustTokenizer.PERTURBED).values(key);
    var theirs = arm(RobustTokenizer.CLEAN).values(key);
    var ratios = new double[Math.min(ours.length, theirs.length)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return new Claim(
        statement + " (the ratio)",
        Arm.mean(ratios),
        Double.NaN,
        Arm.deviation(ratios),
        ratios.length,
        Comparison.AT_MOST,
        most,
        note);
  }

  private static Claim faster(Arm ours, Arm clean) {
    var half = ours.values("half_gfd_cls");
    var end = clean.values("end_gfd_cls");
    return new Claim(
        "… and not above the clean one's at the end of it",
        Arm.mean(half),
        Arm.mean(end),
        Arm.deviation(differences(half, end)),
        Math.min(half.length, end.length),
        Comparison.LOWER_BY,
        0,
        BLUR);
  }

  private Claim correlation(String statement, String generated) {
    int seeds = arms.values().stream().mapToInt(Arm::seeds).min().orElseThrow();
    var disturbed = new double[seeds];
    var plain = new double[seeds];
    for (int i = 0; i < seeds; i++) {
      double[] drawn = of(generated, i);
      disturbed[i] = RankCorrelation.spearman(of("pfd_cls", i), drawn);
      plain[i] = RankCorrelation.spearman(of("rfd_cls", i), drawn);
    }
    return new Claim(
        statement,
        Arm.mean(disturbed),
        Arm.mean(plain),
        Arm.deviation(differences(disturbed, plain)),
        seeds,
        Comparison.HIGHER_BY,
        ABOVE,
        "");
  }

  /** A number of all tokenizers with one seed. */
  private double[] of(String key, int seed) {
    return arms.values().stream().mapToDouble(arm -> arm.values(key)[seed]).toArray();
  }

  private static double[] differences(double[] a, double[] b) {
    var differences = new double[Math.min(a.length, b.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return differences;
  }

  private String summary() {
    return ("CIFAR-10 (18,000 training pictures), a convolutional autoencoder of 4x4-pixel cells (64"
            + " tokens a picture), %d steps of 32 pictures, squared error and the quantizer's own"
            + " losses, nothing perceptual or adversarial; 1,024 codes of 16 numbers by moving"
            + " averages with restart unless the arm says otherwise. Perturbation: alpha 1, delta a"
            + " fortieth of the codes, both falling to half. Generators: four layers of 128 numbers,"
            + " %d steps of 32 pictures, classes hidden in a tenth, reading order; far from trained"
            + " out. rFD-cls and gFD-cls are of %d pictures against as many test pictures; pFD-cls"
            + " (alpha 0.5, 0.7, 0.9 x delta 2, 5, 10 %% of the codes) and what is said of half of"
            + " the training of %d; guidance 3, rising as a cosine. Rank correlations are over %d tokenizers, seed by seed. FD-cls of training"
            + " against test pictures is 0.025.")
        .formatted(
            effort.tokenizerSteps(),
            effort.generatorSteps(),
            effort.pictures(),
            effort.fewer(),
            arms.size());
  }
}
