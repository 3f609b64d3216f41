package dev.jeton.papers;

import dev.jeton.learn.TrainingListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Row 40, Training LLMs over Neurally Compressed Text (Lester et al., arXiv:2404.03626): small
 * transformers over windows of equally many bits, over the plain stream of an arithmetic coder,
 * over subwords and over bytes.
 */
final class Compressed implements Recipe {
  private static final List<String> DATA = List.of("text");

  /** The arm whose windows a network leads. */
  static final String NETWORK = "small, equal-info, windows of 12 bits, M1 a network";

  private final CompressedScale scale;
  private final Map<Long, CompressedCorpus> corpora = new ConcurrentHashMap<>();

  Compressed() {
    this(CompressedScale.FULL);
  }

  Compressed(CompressedScale scale) {
    this.scale = scale;
  }

  @Override
  public int number() {
    return 40;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(3);
  }

  private static List<CompressedTraining> smallTrainings() {
    return List.of(
        small(CompressedCoding.BYTES),
        small(CompressedCoding.EQUAL_INFO_12),
        small(CompressedCoding.ARITHMETIC_8),
        small(CompressedCoding.EQUAL_INFO_16),
        small(CompressedCoding.BPE));
  }

  private static List<CompressedTraining> largeTrainings() {
    return List.of(large(CompressedCoding.EQUAL_INFO_12), large(CompressedCoding.BYTES));
  }

  private static List<CompressedTraining> laterTrainings() {
    return List.of(
        small(CompressedCoding.STATIC),
        larger(CompressedCoding.EQUAL_INFO_12),
        larger(CompressedCoding.BYTES),
        small(CompressedCoding.ARITHMETIC_12),
        small(CompressedCoding.EQUAL_INFO_24),
        small(CompressedCoding.GZIP));
  }

  static CompressedTraining small(CompressedCoding coding) {
    return new CompressedTraining(coding, CompressedSize.SMALL);
  }

  static CompressedTraining large(CompressedCoding coding) {
    return new CompressedTraining(coding, CompressedSize.LARGE);
  }

  static CompressedTraining larger(CompressedCoding coding) {
    return new CompressedTraining(coding, CompressedSize.LARGER);
  }

  @Override
  public Report run(Workbench bench) {
    var arms = new LinkedHashMap<String, Arm>();
    smallTrainings().forEach(training -> arms.put(training.arm(), arm(bench, training)));
    arms.put(
        CompressedLengths.ARM,
        bench.arm(
            CompressedLengths.ARM,
            DATA,
            seed -> CompressedLengths.measure(corpus(bench, seed), scale)));
    largeTrainings().forEach(training -> arms.put(training.arm(), arm(bench, training)));
    laterTrainings().forEach(training -> arms.put(training.arm(), arm(bench, training)));
    arms.put(CompressedLengths.NETWORK, networkLengths(bench));
    arms.put(NETWORK, network(bench));
    return new CompressedReport(arms, scale).report();
  }

  private Arm arm(Workbench bench, CompressedTraining training) {
    return bench.arm(
        training.arm(),
        DATA,
        seed -> training.measure(corpus(bench, seed), scale, seed, listener(bench)));
  }

  private Arm networkLengths(Workbench bench) {
    return bench.arm(
        CompressedLengths.NETWORK,
        DATA,
        seed -> {
          var corpus = corpus(bench, seed);
          var network = corpus.network(scale.updates(), seed, listener(bench));
          return CompressedLengths.measure(network, corpus, scale);
        });
  }

  /** A transformer over windows that a network leads. */
  private Arm network(Workbench bench) {
    var training = small(CompressedCoding.EQUAL_INFO_12);
    return bench.arm(
        NETWORK,
        DATA,
        seed -> {
          var corpus = corpus(bench, seed);
          var network = corpus.network(scale.updates(), seed, listener(bench));
          var code = training.coding().windows(network, training.coding().bits);
          return training.measure(code, corpus, scale, seed, listener(bench));
        });
  }

  private CompressedCorpus corpus(Workbench bench, long seed) {
    return corpora.computeIfAbsent(seed, s -> CompressedCorpus.of(bench, scale.documents(), s));
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
