package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenModelling;
import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.Transformer;
import dev.jeton.measure.tokens.CompressionStatistics;
import dev.jeton.measure.tokens.Entropy;
import dev.jeton.measure.tokens.GrammarStatistics;
import dev.jeton.measure.tokens.HeldOut;
import dev.jeton.measure.tokens.KneserNey;
import dev.jeton.measure.tokens.NgramStatistics;
import dev.jeton.measure.tokens.RankFrequency;
import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.measure.tokens.TypeGrowth;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What row 55 measures of one language. */
final class LovtNumbers {
  private static final int MERGES = 500;
  private static final int BATCH = 32;
  private static final double RATE = 2e-3;
  private static final int HEAD = 16;

  private LovtNumbers() {}

  /** Frequency, innovation, entropy, compression, n-gram models. */
  static Map<String, Double> counted(TokenCorpus corpus) {
    var parts = LovtLanguages.heldOut(corpus);
    var numbers = new TreeMap<String, Double>();
    numbers.put("tokens", (double) corpus.tokens());
    numbers.put("types", (double) corpus.types());
    for (int n = 1; n <= 3; n++) {
      var ngrams = NgramStatistics.of(corpus, parts, n);
      numbers.put("zipf_s_" + n, ngrams.zipf().exponent());
      numbers.put("zipf_distance_" + n, ngrams.zipf().distance());
      numbers.put("shifted_distance_" + n, ngrams.zipfShifted().distance());
      numbers.put("yule_simon_distance_" + n, ngrams.yuleSimon().distance());
      numbers.put("benford_" + n, ngrams.leadingDigits().deviation());
      numbers.put("heaps_" + n, ngrams.heapsExponent());
      numbers.put("novelty_" + n, ngrams.novelty());
    }
    long[] counts = RankFrequency.of(corpus, 1).counts();
    numbers.put("head_ratio", (double) counts[0] / counts[Math.min(counts.length, HEAD) - 1]);
    var growth = TypeGrowth.of(corpus, 1);
    numbers.put("met_within_5", growth.metWithin(5));
    numbers.put("met_within_50", growth.metWithin(50));
    double plain = Math.log(corpus.vocabulary()) / Math.log(2);
    numbers.put("entropy_share", Entropy.of(corpus).millerMadow() / plain);
    numbers.put(
        "entropy_share_of_used",
        Entropy.of(corpus).millerMadow() * Math.log(2) / Math.log(corpus.types()));
    var compression = CompressionStatistics.of(corpus, MERGES);
    numbers.put("huffman_saving", compression.saved(compression.huffman()));
    numbers.put("pair_tokens_saved", compression.pairSaved());
    numbers.put("pair_gain", 1 - compression.pairHuffman() / compression.huffman());
    numbers.put("lz78_gain", 1 - compression.lempelZiv78() / compression.huffman());
    numbers.put("deflate_gain", 1 - compression.deflate() / compression.huffman());
    ngramModels(numbers, parts);
    return numbers;
  }

  private static void ngramModels(Map<String, Double> numbers, HeldOut parts) {
    double one = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int n = 1; n <= 4; n++) {
      double bits = KneserNey.train(parts.training(), n).bitsPerToken(parts.test());
      numbers.put("ngram_bits_" + n, bits);
      one = n == 1 ? bits : one;
      best = Math.min(best, bits);
    }
    numbers.put("ngram_gain", 1 - best / one);
  }

  /** A grammar and one of shuffled pieces, for each order of reading that a language has. */
  static Map<String, Double> grammar(
      TokenCorpus corpus, List<ScanOrder> orders, GrammarStatistics.Effort effort) {
    var numbers = new TreeMap<String, Double>();
    for (var order : orders) {
      var parts = LovtLanguages.heldOut(LovtLanguages.ordered(corpus, order));
      var found = GrammarStatistics.of(parts, effort);
      var name = order.name().toLowerCase(Locale.ROOT);
      numbers.put("perplexity_" + name, found.perplexity());
      numbers.put("shuffled_perplexity_" + name, found.shuffledPerplexity());
      numbers.put("gain_bits_" + name, found.gain());
      numbers.put("depth_" + name, found.leafDepth());
      numbers.put("rule_entropy_" + name, found.ruleEntropy());
      double bits = Math.log(found.shuffledPerplexity()) / Math.log(2);
      numbers.merge("gain_bits", found.gain(), Math::max);
      numbers.merge("gain", found.gain() / bits, Math::max);
      numbers.merge("depth", found.leafDepth(), Math::max);
    }
    return numbers;
  }

  /** A small transformer on the training part, judged on what is held out. */
  static Map<String, Double> model(
      TokenCorpus corpus, LovtScale scale, long seed, TrainingListener listener)
      throws IOException {
    var parts = LovtLanguages.heldOut(corpus);
    try (var parameters = new Parameters(seed, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model =
            new GridTokenModel(
                new GridTokenModel.Shape(
                    List.of(corpus.vocabulary()),
                    LovtCodec.GRID,
                    1,
                    new Transformer.Shape(3, 96, 4, 256, true),
                    0),
                parameters);
      }
      int[] ids = parts.training().flat();
      var labels = new int[ids.length / LovtLanguages.LENGTH];
      var modelling = new TokenModelling(model, ids, labels, 1, BATCH, Device.CPU);
      new ShortTraining(corpus.name() + ", tokens", scale.modelSteps(), BATCH, RATE, seed)
          .run(parameters, modelling, listener);
      double bits = bits(model, parts.test());
      double one = KneserNey.train(parts.training(), 1).bitsPerToken(parts.test());
      double two = KneserNey.train(parts.training(), 2).bitsPerToken(parts.test());
      return Map.of(
          "model_bits", bits,
          "unigram_bits", one,
          "bigram_bits", two,
          "model_gain", 1 - bits / one,
          "parameters", (double) parameters.size());
    }
  }

  private static double bits(GridTokenModel model, TokenCorpus test) {
    int batch = 50;
    int sequences = test.sequences().size();
    double nats = 0;
    for (int from = 0; from < sequences; from += batch) {
      int n = Math.min(batch, sequences - from);
      int[] ids =
          test.sequences().subList(from, from + n).stream().flatMapToInt(IntStream::of).toArray();
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        nats +=
            n
                * model
                    .loss(Tensor.of(ids, n, LovtLanguages.LENGTH, 1), Tensor.of(new int[n], n))
                    .item();
      }
    }
    return nats / sequences / Math.log(2);
  }
}
