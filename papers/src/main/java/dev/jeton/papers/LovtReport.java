package dev.jeton.papers;

import dev.jeton.papers.Claim.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The claims of row 55, the paper's findings one by one, from its arms by name. */
record LovtReport(Map<String, Arm> arms) {
  private static final String TEXT = "text 512";
  private static final String EVEN =
      "Merging byte pairs takes away what is most frequent and so evens frequencies out; the paper"
          + " sets itself against words.";
  private static final String NOTHING =
      "Level 2 of photo-1 codes what two coarser levels left: one id says that nothing is to be"
          + " added, and is by far the most frequent.";
  private static final String EVENLY_USED =
      "Ids of cifar 512 are used so evenly that a Zipf law with a small exponent (0.5) fits them"
          + " well.";
  private static final String RARELY_MORE =
      "Most of a picture's ids say that nothing is to be added, so the others are met later.";
  private static final String LOCAL =
      "The finer the segments, the better ids agree with them here: codes learnt by squared error"
          + " alone tell the colour and texture of a few pixels.";
  private static final String RANDOM = "disparity itself, shuffled";

  Report report() {
    var claims = new ArrayList<Claim>();
    frequency(claims);
    innovation(claims);
    compression(claims);
    structure(claims);
    granularity(claims);
    alignment(claims);
    controls(claims);
    return new Report(
        55,
        claims,
        "256,000 tokens of each language in sequences of 64 (8x8 of a picture): byte pairs of"
            + " English prose (another collection for each seed: ABC rural, ABC science, State of"
            + " the Union) merged within words until there are as many ids as the visual language"
            + " has; CIFAR-10 through a convolutional tokenizer trained here for each seed (500"
            + " steps of 32); 972 ImageNet photos and 200 of BSDS500 through a level of photo-1 and"
            + " of patches-1, where a seed is another sample of windows only. A tenth is held out."
            + " Grammars: 12 nonterminals, 1,000 pieces of 12 tokens, the best of rows, columns and"
            + " Hilbert's curve. Language models: three blocks of 96, 400 steps, the same for all."
            + " Granularity: 30 photos of BSDS500 val, the coarsest person's segments as wholes,"
            + " the finest one's as parts, all boundaries together as parts of parts; V-measure above"
            + " the same map turned upside down. Alignment: the 200 most frequent types of 64,000"
            + " tokens, English Genesis against German, against pictures, against itself shuffled.");
  }

  private void frequency(List<Claim> claims) {
    for (var name : Lovt.main()) {
      claims.add(
          than(
              "Zipf's law fits %s worse than English words (Kolmogorov-Smirnov)".formatted(name),
              arm(name),
              arm("words"),
              "zipf_distance_1",
              Comparison.HIGHER_BY,
              name.startsWith("cifar") ? EVENLY_USED : ""));
      claims.add(
          than(
              "… and worse than byte pairs with as many ids",
              arm(name),
              text(name),
              "zipf_distance_1",
              Comparison.HIGHER_BY,
              name.startsWith("cifar") ? EVENLY_USED : ""));
      claims.add(
          than(
              "The head of %s is flatter than that of byte pairs (count of rank 1 over rank 16)"
                  .formatted(name),
              arm(name),
              text(name),
              "head_ratio",
              Comparison.LOWER_BY,
              note(name, true)));
      claims.add(
          than(
              "… and than that of words",
              arm(name),
              arm("words"),
              "head_ratio",
              Comparison.LOWER_BY,
              note(name, false)));
    }
  }

  private void innovation(List<Claim> claims) {
    for (var name : Lovt.main()) {
      claims.add(
          arm(name)
              .atLeast(
                  "50 pictures hold 90 %% of the ids of %s".formatted(name),
                  "met_within_50",
                  0.9,
                  name.startsWith("cifar") ? "" : RARELY_MORE));
    }
    all(claims, "New trigrams come more often in %s than in text", "novelty_3", true);
  }

  private void compression(List<Claim> claims) {
    for (var name : Lovt.visual().keySet()) {
      claims.add(
          than(
              "Normalised entropy of %s is higher than text's".formatted(name),
              arm(name),
              text(name),
              "entropy_share",
              Comparison.HIGHER_BY,
              note(name, true)));
    }
    for (var name : Lovt.main()) {
      claims.add(
          than(
              "… of %s also than that of words, each over the types that occur".formatted(name),
              arm(name),
              arm("words"),
              "entropy_share_of_used",
              Comparison.HIGHER_BY,
              note(name, false)));
    }
    for (var name : Lovt.visual().keySet()) {
      claims.add(
          twice(
              "Huffman saves at least twice as much of text as of " + name,
              text(name),
              name,
              true));
    }
    for (var name : Lovt.main()) {
      claims.add(twice("… of words as of " + name, arm("words"), name, false));
    }
    mains(claims, "Byte pairs on top save less of %s than of text", "", "pair_gain");
    mains(claims, "LZ78 gains less over Huffman on %s than on text", "", "lz78_gain");
  }

  private Claim twice(String statement, Arm text, String visual, boolean withPairs) {
    var key = "huffman_saving";
    return new Claim(
        statement,
        text.mean(key),
        arm(visual).mean(key),
        spread(text, key, arm(visual), key),
        text.seeds(),
        Comparison.TIMES_AT_LEAST,
        2,
        note(visual, withPairs));
  }

  private void structure(List<Claim> claims) {
    all(
        claims,
        "n-gram models (Kneser-Ney) gain a smaller share of unigram bits on %s than on text",
        "ngram_gain",
        false);
    mains(
        claims,
        "A small transformer gains a smaller share of unigram bits on %s than on text",
        "model of ",
        "model_gain");
    mains(
        claims,
        "A grammar gains a smaller share of the shuffled grammar's bits on %s than on text",
        "grammar of ",
        "gain");
    mains(claims, "Trees are flatter over %s than over text", "grammar of ", "depth");
  }

  private void granularity(List<Claim> claims) {
    var names = new ArrayList<String>();
    LovtShipped.ALL.forEach(shipped -> names.add(shipped.name()));
    names.add("cifar 512");
    for (var name : names) {
      var arm = arm("segments of " + name);
      claims.add(within("Ids of %s agree with parts better than with wholes", name, arm, "wholes"));
      claims.add(within("… of %s better than with parts of parts", name, arm, "subparts"));
    }
  }

  private static Claim within(String statement, String name, Arm arm, String other) {
    return between(
        statement.formatted(name),
        arm,
        "parts_above",
        arm,
        other + "_above",
        Comparison.HIGHER_BY,
        other.equals("subparts") ? LOCAL : "");
  }

  private void alignment(List<Claim> claims) {
    var arm = arm("alignment");
    for (var name : Lovt.main()) {
      claims.add(
          between(
              "English lies nearer to German than to %s".formatted(name),
              arm,
              "disparity german",
              arm,
              "disparity " + name,
              Comparison.LOWER_BY,
              ""));
      claims.add(
          between(
              "… and nearer to %s than to itself shuffled".formatted(name),
              arm,
              "disparity " + name,
              arm,
              RANDOM,
              Comparison.LOWER_BY,
              ""));
    }
  }

  /** What has to hold for the measures to mean anything. */
  private void controls(List<Claim> claims) {
    claims.add(
        arm("zipf 512")
            .atMost("Control: Zipf's law fits draws from it", "zipf_distance_1", 0.02, ""));
    claims.add(
        arm("cifar 512, shuffled")
            .atMost("Control: n-gram models gain nothing on shuffled ids", "ngram_gain", 0.01, ""));
    claims.add(
        arm("grammar of " + TEXT)
            .atLeast(
                "Control: a grammar of text saves 0.1 bits a token over one of shuffled text",
                "gain_bits",
                0.1,
                ""));
    var alignment = arm("alignment");
    claims.add(
        between(
            "Control: two English translations lie nearer than English and German",
            alignment,
            "disparity english-kjv",
            alignment,
            "disparity german",
            Comparison.LOWER_BY,
            ""));
  }

  /** Each visual language against the text with as many ids. */
  private void all(List<Claim> claims, String statement, String key, boolean higher) {
    for (var name : Lovt.visual().keySet()) {
      claims.add(
          than(
              statement.formatted(name),
              arm(name),
              text(name),
              key,
              higher ? Comparison.HIGHER_BY : Comparison.LOWER_BY,
              ""));
    }
  }

  private void mains(List<Claim> claims, String statement, String prefix, String key) {
    for (var name : Lovt.main()) {
      claims.add(
          than(
              statement.formatted(name),
              arm(prefix + name),
              arm(prefix + TEXT),
              key,
              Comparison.LOWER_BY,
              ""));
    }
  }

  private Arm arm(String name) {
    return Objects.requireNonNull(arms.get(name), name);
  }

  private Arm text(String visual) {
    return arm("text " + Lovt.visual().get(visual));
  }

  private static Claim than(
      String statement, Arm ours, Arm theirs, String key, Comparison comparison, String note) {
    return between(statement, ours, key, theirs, key, comparison, note);
  }

  /** What may stand in the way of a comparison of frequencies. */
  private static String note(String visual, boolean withPairs) {
    var notes = new ArrayList<String>();
    if (withPairs) {
      notes.add(EVEN);
    }
    if (visual.equals(LovtShipped.ALL.getFirst().name())) {
      notes.add(NOTHING);
    }
    return String.join(" ", notes);
  }

  private static Claim between(
      String statement,
      Arm ours,
      String key,
      Arm theirs,
      String other,
      Comparison comparison,
      String note) {
    return new Claim(
        statement,
        ours.mean(key),
        theirs.mean(other),
        spread(ours, key, theirs, other),
        ours.seeds(),
        comparison,
        0,
        note);
  }

  /** Standard deviation of the differences seed by seed. */
  private static double spread(Arm ours, String key, Arm theirs, String other) {
    var a = ours.values(key);
    var b = theirs.values(other);
    for (int i = 0; i < a.length; i++) {
      a[i] -= b[i];
    }
    return Arm.deviation(a);
  }
}
