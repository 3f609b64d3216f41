package dev.jeton.papers;

import dev.jeton.learn.TrainingListener;
import dev.jeton.llm.bytes.ByteModel.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Row 26, Exact Byte-Level Probabilities from Tokenized Language Models for FIM-Tasks and Model
 * Ensembles (Phan, Amos, Gat, Havasi, Muckley, Ullrich, arXiv:2410.09303): small models of Java
 * that go on inside tokens, by all cover encodings, by a healed last token, and by the prompt's own
 * encoding; two models of different vocabularies as one.
 */
final class ExactBytes implements Recipe {
  private static final List<String> NO_DATA = List.of();
  private static final int LARGE = 4096;
  private static final List<Integer> MEMBERS = List.of(1024, LARGE);

  private static final String BY_BYTES =
      "All three draw the likeliest bytes; they differ in how they see the prompt's end.";

  private final ByteScale scale;

  ExactBytes() {
    this(ByteScale.FULL);
  }

  ExactBytes(ByteScale scale) {
    this.scale = scale;
  }

  @Override
  public int number() {
    return 26;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Report run(Workbench bench) {
    var task = new ByteTask(new ByteBed(bench, scale, listener(bench)), scale);
    Map<Start, Arm> starts = new EnumMap<>(Start.class);
    for (var start : Start.values()) {
      var name = "bpe-%d, %s".formatted(LARGE, start.name().toLowerCase(Locale.ROOT));
      starts.put(start, bench.arm(name, NO_DATA, seed -> task.cuts(LARGE, start, seed)));
    }
    var ensemble =
        bench.arm("bpe-1024 and bpe-4096", NO_DATA, seed -> task.ensemble(MEMBERS, seed));
    var own =
        bench.arm(
            "bpe-%d, prefix first".formatted(LARGE),
            NO_DATA,
            seed -> task.prefixFirst(LARGE, seed));
    return report(starts, own, ensemble);
  }

  private Report report(Map<Start, Arm> starts, Arm own, Arm ensemble) {
    var exact = arm(starts, Start.EXACT);
    var healed = arm(starts, Start.HEALED);
    var plain = arm(starts, Start.PLAIN);
    var match = "exact_match_inside";
    var bits = "bits_per_byte_inside";
    var claims = new ArrayList<Claim>();
    claims.add(
        new Claim(
            "Cut inside a token, the rest of an identifier comes right at least 1.1 times as often"
                + " by exact bytes as after the prompt's own encoding",
            exact.mean(match),
            plain.mean(match),
            exact.deviation(match),
            Math.min(exact.seeds(), plain.seeds()),
            Claim.Comparison.TIMES_AT_LEAST,
            1.1,
            BY_BYTES));
    claims.add(
        exact.higher("… and not less often than with token healing", match, healed, 0, BY_BYTES));
    claims.add(
        exact.higher(
            "… nor than in the order prefix, suffix, middle, which is learnt with cuts anywhere",
            match,
            own,
            0,
            "Models so small and so briefly trained have not learnt that order."));
    claims.add(
        healed.higher("Healing is not worse than the prompt's own encoding", match, plain, 0, ""));
    claims.add(
        exact.lower(
            "The 16 bytes behind such a cut take at least 0.1 bits per byte less than after the"
                + " prompt's own encoding",
            bits,
            plain,
            0.1,
            ""));
    claims.add(exact.lower("… and no more than with token healing", bits, healed, 0, ""));
    claims.add(
        exact.higher(
            "Cut between two tokens of an identifier, exact bytes lose at most 0.02 of the matches",
            "exact_match_between",
            plain,
            -0.02,
            "Hardly any identifier comes right from there by models so small."));
    claims.add(
        exact.atMost("A byte takes at most 1.1 forward passes", "passes_per_byte_inside", 1.1, ""));
    claims.add(
        ensemble.atMost(
            "Two models of different vocabularies take at most 0.99 of the bits of the better one",
            "of_best_member",
            0.99,
            "Each begins texts of the held-out files, with %d bytes.".formatted(scale.context())));
    return new Report(26, claims, summary());
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "Two models (one training each, of %d layers and %d numbers per token, on Java of the JDK's java.base,"
            + " %,d steps of %,d tokens, half of it with the middle last) go on at %d cuts inside"
            + " tokens and %d between tokens per seed, in files that were held out.",
        scale.layers(),
        scale.dim(),
        scale.steps(),
        scale.rows() * scale.context(),
        scale.cuts(),
        scale.boundaries());
  }

  private static Arm arm(Map<Start, Arm> arms, Start start) {
    return Objects.requireNonNull(arms.get(start));
  }

  private static TrainingListener listener(Workbench bench) {
    return new TrainingListener() {
      @Override
      public void progress(Progress progress) {
        bench.note(progress.line());
      }

      @Override
      public void note(String line) {
        bench.note(line);
      }
    };
  }
}
