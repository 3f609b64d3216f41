package dev.jeton.papers;

import dev.jeton.papers.Recycling.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The claims of row 24. */
record RecyclingReport(Map<Drawing, Arm> arms, Arm passes) {
  Report report() {
    var claims = new ArrayList<Claim>();
    for (var drawing : Drawing.values()) {
      var arm = arms.get(drawing);
      if (arm != null) {
        of(drawing, arm, claims);
      }
    }
    return new Report(24, claims, summary());
  }

  private void of(Drawing drawing, Arm arm, List<Claim> claims) {
    var how = ", " + drawing.arm;
    claims.add(few(arm, how));
    claims.add(
        arm.atLeast(
            "… and it is never slower by more than 3 %: prose and Java apart" + how,
            "least_ratio",
            0.97,
            ""));
    claims.add(
        arm.atLeast(
            "Two tokens or more are said per pass where rows cost nothing" + how,
            "acceptance_free",
            2,
            "Trees of 64 rows."));
    claims.add(
        against(
            arm,
            "… 1.1 times those of prompt look-up" + how,
            "acceptance_free",
            "acceptance_free_lookup",
            1.1));
    claims.add(
        against(
            arm,
            "Recycling is faster than prompt look-up" + how,
            "ratio_recycling",
            "ratio_lookup",
            1));
    claims.add(
        against(
            arm,
            "What follows two ids is no slower than what follows one, as in the paper" + how,
            "ratio_recycling",
            "ratio_single",
            1));
    claims.add(
        arm.atLeast(
            "Projected to 1.24 billion weights in Q8_0, recycling takes two thirds of the time"
                + how,
            "projected_ratio",
            1.5,
            "Tokens by the measured cost of the passes they would take, over one row's."));
    claims.add(
        arm.atLeast(
            "Texts are those of plain decoding, but for near ties" + how,
            "same_recycling",
            0.97,
            ""));
  }

  /** Over the seeds that have prompts whose plain text repeats little. */
  private static Claim few(Arm arm, String how) {
    double[] shares = arm.values("low_share");
    double[] all = arm.values("low_ratio_recycling");
    double[] ratios =
        IntStream.range(0, all.length)
            .filter(i -> shares[i] > 0)
            .mapToDouble(i -> all[i])
            .toArray();
    if (ratios.length == 0) {
      ratios = all; // 0 each: no text repeats so little
    }
    return new Claim(
        "Recycling takes two thirds of plain decoding's time after prompts whose plain text repeats under 20 %"
            + how,
        Arm.mean(ratios),
        Double.NaN,
        Arm.deviation(ratios),
        arm.seeds(),
        Claim.Comparison.AT_LEAST,
        1.5,
        "Seconds of plain decoding by those of recycling, over the seeds that have such prompts, %d; %.0f %% of the prompts, repeated 8-grams in all %.0f %%, %.1f rows a pass. A pass over four rows costs %.1f times one, so such texts, of which a guess is right that seldom, cannot gain as much on this processor."
            .formatted(
                ratios.length,
                100 * arm.mean("low_share"),
                100 * arm.mean("repetition"),
                arm.mean("rows"),
                arm.mean("cost_04")));
  }

  private static Claim against(
      Arm arm, String statement, String ours, String theirs, double times) {
    var a = arm.values(ours);
    var b = arm.values(theirs);
    var apart = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      apart[i] = a[i] - b[i];
    }
    return new Claim(
        statement,
        arm.mean(ours),
        arm.mean(theirs),
        Arm.deviation(apart),
        arm.seeds(),
        Claim.Comparison.TIMES_AT_LEAST,
        times,
        "");
  }

  private static String summary() {
    return "The default model goes on from prose (WikiText-2) and Java (the JDK's, held out) by plain decoding, recycling"
        + " and prompt look-up in turn; trees are cut by passes measured at the start of each cell.";
  }
}
