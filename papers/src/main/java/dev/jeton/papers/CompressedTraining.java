package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.Objective;
import dev.jeton.learn.TrainingListener;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A transformer of row 40 that reads one kind of tokens.
 *
 * @param coding of the documents
 * @param size of the transformer
 */
record CompressedTraining(CompressedCoding coding, CompressedSize size) {
  private static final double RATE = 2e-3;

  String arm() {
    return size.words() + ", " + coding.words;
  }

  /** Steps that the budget allows: a step costs three times its forward pass. */
  long steps(CompressedScale scale) {
    double step = 3.0 * flopPerToken(scale) * scale.batch() * scale.places();
    return Math.max(1, (long) (size.budget * scale.flop() / step));
  }

  private double flopPerToken(CompressedScale scale) {
    return size.flopPerToken(coding.vocabulary(), scale.places());
  }

  Map<String, Double> measure(
      CompressedCorpus corpus, CompressedScale scale, long seed, TrainingListener listener)
      throws IOException {
    return measure(coding.learn(corpus), corpus, scale, seed, listener);
  }

  /** The same with the coding's own shape of tokens, however they came to be. */
  Map<String, Double> measure(
      CompressedCoding.Code code,
      CompressedCorpus corpus,
      CompressedScale scale,
      long seed,
      TrainingListener listener)
      throws IOException {
    long steps = steps(scale);
    var train =
        CompressedStream.atLeast(code, corpus.second(), steps * scale.batch() * scale.places());
    var judged = CompressedStream.ofBytes(code, corpus.aside(), scale.judged());
    var numbers = new LinkedHashMap<String, Double>();
    try (var parameters = new Parameters(seed, Device.CPU);
        var scope = new Scope()) {
      var model = new CompressedModel(size.shape, coding.vocabulary(), scale.places(), parameters);
      new ShortTraining(arm(), steps, scale.batch(), RATE, seed)
          .run(parameters, new Learning(model, train, scale, seed), listener);
      judge(model, judged, scale, numbers);
      numbers.put("parameters", (double) parameters.size());
    }
    double tokensPerByte = (double) judged.ids().length / judged.bytes();
    numbers.put("bits_per_byte", bits(numbers) * tokensPerByte);
    numbers.put("of_uniform", bits(numbers) / coding.bits);
    double unigram = train.unigramBits(judged, coding.vocabulary());
    numbers.put("unigram_bits_per_token", unigram);
    numbers.put("below_unigram", 1 - bits(numbers) / unigram);
    numbers.put("bytes_per_token", 1 / tokensPerByte);
    numbers.put("mflop_per_byte", flopPerToken(scale) * tokensPerByte / 1e6);
    numbers.put("steps", (double) steps);
    numbers.put("tokens_read", (double) steps * scale.batch() * scale.places());
    numbers.put("tflop", steps * 3 * flopPerToken(scale) * scale.batch() * scale.places() / 1e12);
    return numbers;
  }

  private static double bits(Map<String, Double> numbers) {
    return numbers.getOrDefault("bits_per_token", Double.NaN);
  }

  /** Bits per token on strings of the documents kept aside, and by place in a window. */
  private void judge(
      CompressedModel model,
      CompressedStream judged,
      CompressedScale scale,
      Map<String, Double> numbers) {
    int strings = judged.strings(scale.places());
    var sums = new double[coding.parts];
    for (int from = 0; from < strings; from += scale.batch()) {
      int count = Math.min(scale.batch(), strings - from);
      int[] ids =
          Arrays.copyOfRange(judged.ids(), from * scale.places(), (from + count) * scale.places());
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var losses = model.lossByPart(Tensor.of(ids, count, scale.places()), coding.parts);
        for (int part = 0; part < losses.length; part++) {
          sums[part] += count * losses[part];
        }
      }
    }
    double mean = 0;
    for (int part = 0; part < sums.length; part++) {
      double bits = sums[part] / strings / Math.log(2);
      mean += bits / sums.length;
      if (sums.length > 1) {
        numbers.put("bits_of_token_" + (part + 1), bits);
      }
    }
    numbers.put("bits_per_token", mean);
  }

  /** Reads the stream's strings in an order of its own, each once before any a second time. */
  private static final class Learning implements Objective {
    private final CompressedModel model;
    private final CompressedStream stream;
    private final CompressedScale scale;
    private final int[] order;

    Learning(CompressedModel model, CompressedStream stream, CompressedScale scale, long seed) {
      this.model = model;
      this.stream = stream;
      this.scale = scale;
      order = shuffled(stream.strings(scale.places()), new SplittableRandom(seed));
    }

    private static int[] shuffled(int count, SplittableRandom random) {
      var order = new int[count];
      for (int i = 0; i < count; i++) {
        int other = random.nextInt(i + 1);
        order[i] = order[other];
        order[other] = i;
      }
      return order;
    }

    @Override
    public Loss loss(Step step) {
      int places = scale.places();
      var ids = new int[scale.batch() * places];
      for (int i = 0; i < scale.batch(); i++) {
        int string = order[(int) ((step.index() * scale.batch() + i) % order.length)];
        System.arraycopy(stream.ids(), string * places, ids, i * places, places);
      }
      var loss = model.loss(Tensor.of(ids, scale.batch(), places));
      var parts = new LinkedHashMap<String, Double>();
      parts.put("bits_per_token", loss.item() / Math.log(2));
      return new Loss(loss, parts);
    }
  }
}
