package dev.jeton.papers;

import dev.jeton.papers.Claim.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The claims of row 13. */
final class FlexTokReport {
  static final String AUTOREGRESSION = "autoregression over nested";

  private static final String ORDERED =
      "Registers that begin as a cosine transform, of which each sees earlier ones only, are ordered"
          + " from the first step; prefixes decode without nested dropout too.";

  private FlexTokReport() {}

  static Report of(Map<String, Arm> arms, FlexTokSize size) {
    var nested = get(arms, FlexTokArm.NESTED);
    var plain = get(arms, FlexTokArm.PLAIN);
    var drawn = Objects.requireNonNull(arms.get(AUTOREGRESSION));
    var claims = new ArrayList<Claim>();
    againstPlain(claims, nested, plain);
    monotone(claims, nested);
    for (int tokens : List.of(4, 16)) {
      againstFixed(claims, nested, get(arms, FlexTokArm.fixed(tokens)), tokens);
    }
    flat(claims, nested);
    generation(claims, drawn);
    return new Report(13, claims, summary(size));
  }

  private static Arm get(Map<String, Arm> arms, FlexTokArm arm) {
    return Objects.requireNonNull(arms.get(arm.name()));
  }

  private static void againstPlain(List<Claim> claims, Arm nested, Arm plain) {
    for (int k : List.of(1, 2, 4)) {
      claims.add(
          ratio(
              "Nested dropout at least halves the FD-cls of pictures from %s".formatted(tokens(k)),
              plain,
              nested,
              "fd_cls_" + k,
              2,
              ORDERED));
    }
    for (int k : List.of(1, 2, 4, 8)) {
      claims.add(
          nested.higher(
              "Nested dropout raises PSNR from %s by at least 0.5 dB".formatted(tokens(k)),
              "psnr_" + k,
              plain,
              0.5,
              ORDERED));
      claims.add(
          nested.higher(
              "… and the share that keeps its class by at least 0.05",
              "agreement_" + k,
              plain,
              0.05,
              ORDERED));
    }
  }

  private static void monotone(List<Claim> claims, Arm nested) {
    claims.add(
        rising("PSNR rises with each doubling of the tokens (smallest rise)", nested, "psnr_"));
    claims.add(
        rising(
            "… and so does the share that keeps its class (smallest rise)", nested, "agreement_"));
  }

  private static void againstFixed(List<Claim> claims, Arm nested, Arm fixed, int k) {
    claims.add(
        ratio(
            "At %s PSNR is at least 0.9 times that of a model of this length".formatted(tokens(k)),
            nested,
            fixed,
            "psnr_" + k,
            0.9,
            ""));
    claims.add(
        ratio(
            "… the share that keeps its class as well", nested, fixed, "agreement_" + k, 0.9, ""));
    claims.add(
        ratio(
            "… and that model's FD-cls is at least 0.9 times the nested one's",
            fixed,
            nested,
            "fd_cls_" + k,
            0.9,
            ""));
  }

  private static void flat(List<Claim> claims, Arm nested) {
    claims.add(
        within(
            "FD-cls stays nearly flat: from 16 tokens it is at least 0.67 times that from 1",
            nested,
            "fd_cls_16",
            "fd_cls_1",
            Comparison.TIMES_AT_LEAST,
            0.67));
    claims.add(
        within(
            "… while PSNR falls by at least 3 dB",
            nested,
            "psnr_16",
            "psnr_1",
            Comparison.HIGHER_BY,
            3));
  }

  private static void generation(List<Claim> claims, Arm drawn) {
    claims.add(
        drawn.atLeast(
            "Pictures generated for a class are taken for it, at 16 tokens, at least three times as"
                + " often as by chance",
            "class_accuracy_16",
            0.3,
            ""));
    claims.add(
        within(
            "The class is told by few tokens: accuracy at 4 is at least 0.9 times that at 16",
            drawn,
            "class_accuracy_4",
            "class_accuracy_16",
            Comparison.TIMES_AT_LEAST,
            0.9));
    claims.add(
        within(
            "Generated pictures are as good from few tokens: FD-cls at 16 is at least 0.67 times"
                + " that at 1",
            drawn,
            "fd_cls_16",
            "fd_cls_1",
            Comparison.TIMES_AT_LEAST,
            0.67));
  }

  private static String tokens(int k) {
    return k == 1 ? "1 token" : k + " tokens";
  }

  private static Claim ratio(
      String statement, Arm ours, Arm baseline, String key, double threshold, String note) {
    return claim(
        statement,
        ours.values(key),
        baseline.values(key),
        Comparison.TIMES_AT_LEAST,
        threshold,
        note);
  }

  private static Claim within(
      String statement,
      Arm arm,
      String key,
      String baselineKey,
      Comparison comparison,
      double threshold) {
    return claim(statement, arm.values(key), arm.values(baselineKey), comparison, threshold, "");
  }

  private static Claim claim(
      String statement,
      double[] ours,
      double[] baseline,
      Comparison comparison,
      double threshold,
      String note) {
    var differences = new double[Math.min(ours.length, baseline.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ours[i] - baseline[i];
    }
    return new Claim(
        statement,
        Arm.mean(ours),
        Arm.mean(baseline),
        Arm.deviation(differences),
        differences.length,
        comparison,
        threshold,
        note);
  }

  /** Per seed the smallest rise from one prefix to the next. */
  private static Claim rising(String statement, Arm arm, String key) {
    var smallest = new double[arm.seeds()];
    for (int i = 0; i < smallest.length; i++) {
      int seed = i;
      smallest[i] =
          IntStream.range(1, FlexTokArm.PREFIXES.size())
              .mapToDouble(
                  p ->
                      arm.values(key + FlexTokArm.PREFIXES.get(p))[seed]
                          - arm.values(key + FlexTokArm.PREFIXES.get(p - 1))[seed])
              .min()
              .orElseThrow();
    }
    return new Claim(
        statement,
        Arm.mean(smallest),
        Double.NaN,
        Arm.deviation(smallest),
        smallest.length,
        Comparison.AT_LEAST,
        0,
        "");
  }

  private static String summary(FlexTokSize size) {
    return ("CIFAR-10 in pixels (18,000 training pictures), 16 tokens of 1,000 codes (20 bytes),"
            + " encoder of %d and flow decoder of %d blocks, %d numbers wide, %d steps of %d"
            + " pictures for every arm; the prefix is 1, 2, 4, 8 or 16 tokens alike in training. In all arms"
            + " registers start as a cosine transform of the patches, which the paper has not."
            + " %d test pictures, decoded from ids alone in %d Euler steps without guidance."
            + " FD-cls of training against test pictures is 0.0253. The autoregressive model (4"
            + " layers, %d steps of %d) is drawn from at temperature 1 without guidance. Far"
            + " from trained out.")
        .formatted(
            size.encoderLayers(),
            size.decoderLayers(),
            size.width(),
            size.steps(),
            size.batch(),
            size.judged(),
            size.euler(),
            size.tokenSteps(),
            FlexTokSize.TOKEN_BATCH);
  }
}
