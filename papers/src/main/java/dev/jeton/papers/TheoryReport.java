package dev.jeton.papers;

import dev.jeton.papers.Claim.Comparison;
import dev.jeton.papers.TheoryModel.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The claims of row 48. */
record TheoryReport(Map<String, Arm> arms, TheoryScale scale) {
  /** Constant of the paper's bounds for a dictionary of d tokens: ε = ln(1/δ) / (0.99 ln d). */
  private static final double EPSILON =
      Math.log(1 / TheorySource.SAME) / (0.99 * Math.log(TheoryUnigram.LARGEST));

  private static final String BITS = "bits";
  private static final String BOTH_NEAR =
      "Over characters it comes near entropy too, so that much is not left to win.";
  private static final String STILL_FALLING =
      "Bits still fall at 1,024 tokens; the paper's statement is of dictionaries that grow.";
  private static final String RUNS =
      "At order 2 most runs have two characters, and the first tokens are just these, 00 and 11; at"
          + " higher orders runs have no length of their own.";
  private static final String LARGE_ENOUGH =
      "The bound is of dictionaries that are large enough, and LZW fills this one from its first few"
          + " thousand characters.";
  private static final String TRIVIAL =
      "The bound is above 1 bit here, which characters reach too. Learning ends with %.0f tokens:"
          + " chunks of 976 characters are short for ln 1,024 = 6.9 equal pairs.";

  Report report() {
    var claims = new ArrayList<Claim>();
    transformers(claims);
    nearEntropy(claims);
    bounds(claims);
    shape(claims);
    return new Report(48, claims, summary());
  }

  private void transformers(List<Claim> claims) {
    for (int order : Theory.orders()) {
      var characters = arm(Theory.characters(order, Start.GPT2).arm());
      var large = arm(Theory.characters(order, Start.LARGE).arm());
      var rotary = arm(Theory.characters(order, Start.ROTARY).arm());
      var tokens = arm(Theory.tokens(order, 16).arm());
      claims.add(
          stuck("A transformer over characters stays within 2 %% of 1 bit", order, characters));
      var tied = arm(Theory.characters(order, Start.TIED).arm());
      claims.add(stuck("… with one table for reading and writing", order, tied));
      claims.add(stuck("… with large first weights", order, large));
      claims.add(stuck("… with rotary positions", order, rotary));
      claims.add(near(order, 16, tokens));
      claims.add(
          noted(
              tokens.lower(
                  "… and 0.1 bits per character below that over characters at equal FLOP, order %d"
                      .formatted(order),
                  BITS,
                  characters,
                  0.1,
                  ""),
              BOTH_NEAR));
      claims.add(
          noted(
              tokens.lower(
                  "… and below that over characters with rotary positions, order %d"
                      .formatted(order),
                  BITS,
                  rotary,
                  0,
                  ""),
              BOTH_NEAR));
    }
    claims.add(near(Theory.LONGEST, 64, arm(Theory.tokens(Theory.LONGEST, 64).arm())));
  }

  private static Claim stuck(String statement, int order, Arm arm) {
    return noted(
        arm.atLeast((statement + ", order %d").formatted(order), BITS, 0.98, ""),
        "It leaves 1 bit after %.0f of %.0f steps. Order, places, first weights and one table for both"
                .formatted(arm.mean("escape_step"), arm.mean("steps"))
            + " change when, not whether; what holds the paper's models there is not in this"
            + " training.");
  }

  /** With the reason, if it fails. */
  private static Claim noted(Claim claim, String reason) {
    return claim.holds() ? claim : withNote(claim, reason);
  }

  private static Claim withNote(Claim claim, String note) {
    return new Claim(
        claim.statement(),
        claim.ours(),
        claim.baseline(),
        claim.spread(),
        claim.seeds(),
        claim.comparison(),
        claim.threshold(),
        note);
  }

  private static Claim near(int order, int size, Arm arm) {
    return ratio(
        "A transformer over %d tokens of BPE is within 5 %% of entropy at order %d"
            .formatted(size, order),
        arm,
        BITS,
        1.05);
  }

  private void nearEntropy(List<Claim> claims) {
    record Asked(int order, int size, double times) {}
    for (var asked :
        List.of(
            new Asked(1, 32, 1.05),
            new Asked(2, 64, 1.05),
            new Asked(4, 1024, 1.15),
            new Asked(6, 1024, 1.25))) {
      claims.add(
          noted(
              ratio(
                  "Without context, %d tokens of BPE are within %.0f %% of entropy at order %d"
                      .formatted(asked.size, 100 * (asked.times - 1), asked.order),
                  switching(TheoryUnigram.BPE, asked.order),
                  TheoryUnigram.key(asked.size),
                  asked.times),
              STILL_FALLING));
    }
    for (var source : TheorySource.ALL.stream().filter(TheorySource::random).toList()) {
      var arm = arm(TheoryUnigram.BPE.arm(source));
      double[] ones = arm.values(TheoryUnigram.key(2));
      double[] ends = arm.values(TheoryUnigram.key(TheoryUnigram.LARGEST));
      double[] entropies = arm.values("entropy");
      var closed =
          IntStream.range(0, ones.length)
              .mapToDouble(i -> (ones[i] - ends[i]) / (ones[i] - entropies[i]))
              .toArray();
      claims.add(
          noted(
              alone(
                  "Of a %s chain's gap between characters and entropy, 1,024 tokens close half"
                      .formatted(source.name()),
                  closed,
                  Comparison.AT_LEAST,
                  0.5),
              STILL_FALLING));
    }
  }

  private void bounds(List<Claim> claims) {
    for (int order : List.of(1, 2, 4, 6)) {
      claims.add(
          noted(
              ratio(
                  "1,024 tokens of LZW keep the bound H / (1 − ε) at order %d".formatted(order),
                  switching(TheoryUnigram.LZW, order),
                  TheoryUnigram.key(TheoryUnigram.LARGEST),
                  1 / (1 - EPSILON)),
              LARGE_ENOUGH));
      var chunked = switching(TheoryUnigram.CHUNKED_BPE, order);
      claims.add(
          withNote(
              ratio(
                  "1,024 chunks of BPE keep the bound 2 H / (1 − ε) at order %d".formatted(order),
                  chunked,
                  TheoryUnigram.key(TheoryUnigram.LARGEST),
                  2 / (1 - EPSILON)),
              TRIVIAL.formatted(chunked.mean("tokens"))));
    }
  }

  private void shape(List<Claim> claims) {
    for (int order : List.of(2, 4, 6)) {
      var bpe = switching(TheoryUnigram.BPE, order);
      claims.add(
          noted(
              bpe.atLeast(
                  "4 tokens of BPE are worse than characters at order %d".formatted(order),
                  TheoryUnigram.key(4),
                  1.0,
                  ""),
              RUNS));
      claims.add(
          bpe.lower(
              "1,024 tokens of BPE are 0.05 bits better than all strings of 10 at order %d"
                  .formatted(order),
              TheoryUnigram.key(TheoryUnigram.LARGEST),
              switching(TheoryUnigram.ALL_STRINGS, order),
              0.05,
              ""));
    }
  }

  /** Bits over the source's entropy. */
  private static Claim ratio(String statement, Arm arm, String key, double most) {
    double[] bits = arm.values(key);
    double[] entropies = arm.values("entropy");
    var ratios = IntStream.range(0, bits.length).mapToDouble(i -> bits[i] / entropies[i]).toArray();
    return alone(statement + " (bits over entropy)", ratios, Comparison.AT_MOST, most);
  }

  private static Claim alone(
      String statement, double[] values, Comparison comparison, double threshold) {
    return new Claim(
        statement,
        Arm.mean(values),
        Double.NaN,
        Arm.deviation(values),
        values.length,
        comparison,
        threshold,
        "");
  }

  private Arm switching(TheoryUnigram kind, int order) {
    return arm(kind.arm(new TheorySource(order, false)));
  }

  private Arm arm(String name) {
    return Objects.requireNonNull(arms.get(name), name);
  }

  private String summary() {
    return ("Two characters; switching processes repeat the character they look back at with"
            + " probability %s, else change it (entropy 0.469 bits), random chains have no"
            + " transition below %s and differ by seed. Dictionaries and models without context"
            + " learn from %,d characters and are judged on %,d others; bpe counts pairs by place,"
            + " chunked bpe by replacement; all strings of r characters stand at 2^r."
            + " Transformers: 2 blocks of 64, 4 heads, strings of %d, %d a step, all of them new;"
            + " %d steps over characters, over tokens as many as cost no more; places learnt and"
            + " first weights small as in GPT-2 unless tied (one table for reading and writing),"
            + " large start (this project's first weights) or rotary (the same with rotary"
            + " positions). bits and bits_NNNN are per character, escape_step is the first at"
            + " which the mean of 20 steps is below 0.95 bits per character (all steps where there"
            + " is none). Claims were fixed before their cells ran.")
        .formatted(
            TheorySource.SAME,
            TheorySource.LEAST,
            scale.training(),
            scale.fresh(),
            scale.places(),
            scale.batch(),
            scale.steps());
  }
}
