package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.Objective;
import dev.jeton.learn.TrainingListener;
import dev.jeton.measure.dictionary.MergeDictionary;
import dev.jeton.measure.dictionary.UnigramModel;
import dev.jeton.measure.sources.MarkovSource;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A transformer of row 48, over characters or over tokens of byte-pair encoding. Every step reads
 * characters that no step has read before.
 *
 * @param source of the characters
 * @param size tokens; 2 for characters themselves
 * @param start of the model
 */
record TheoryTraining(TheorySource source, int size, TheoryModel.Start start) {
  private static final double RATE = 2e-3;
  private static final int WINDOW = 20;
  private static final Map<TheoryModel.Start, String> WORDS =
      Map.of(
          TheoryModel.Start.TIED, ", tied",
          TheoryModel.Start.LARGE, ", large start",
          TheoryModel.Start.ROTARY, ", rotary");

  /** A model that has left what the best model without context reaches on characters, 1 bit. */
  private static final double ESCAPED = 0.95;

  String arm() {
    return "transformer, %s%s, %s"
        .formatted(
            size == 2 ? "characters" : "bpe-" + size, WORDS.getOrDefault(start, ""), source.name());
  }

  /** As many steps as cost no more than those over characters do. */
  long steps(TheoryScale scale) {
    double affordable = scale.steps() * flopPerStep(2, scale);
    return (long) Math.floor(affordable / flopPerStep(size, scale) * (1 + 1e-12));
  }

  private static double flopPerStep(int size, TheoryScale scale) {
    return TheoryModel.flopPerStep(size, scale.batch(), scale.places());
  }

  Map<String, Double> measure(TheoryScale scale, long seed, TrainingListener listener)
      throws IOException {
    var dictionary = MergeDictionary.learn(source.training(seed, scale.training()), size);
    var strings = new Strings(source.chain(seed), dictionary, scale.places());
    try (var parameters = new Parameters(seed, Device.CPU);
        var scope = new Scope()) {
      var model = new TheoryModel(dictionary.size(), scale.places(), start, parameters);
      var learning = new Learning(model, strings, scale.batch());
      long steps = steps(scale);
      new ShortTraining(arm(), steps, scale.batch(), RATE, seed)
          .run(parameters, learning, listener);
      var numbers = new LinkedHashMap<String, Double>();
      numbers.put("bits", bits(model, strings, scale, seed));
      int[] fresh = source.fresh(seed, scale.fresh());
      int[] ids = source.training(seed, scale.training()).flat();
      numbers.put("unigram_bits", UnigramModel.bitsPerId(dictionary, ids, fresh));
      numbers.put("entropy", source.chain(seed).entropyRate());
      numbers.put("escape_step", (double) learning.escape());
      numbers.put("steps", (double) steps);
      numbers.put("gflop", steps * flopPerStep(size, scale) / 1e9);
      numbers.put("characters_per_token", (double) fresh.length / dictionary.encode(fresh).length);
      numbers.put("parameters", (double) parameters.size());
      return numbers;
    }
  }

  /** Bits per character over strings that nothing was trained on. */
  private static double bits(TheoryModel model, Strings strings, TheoryScale scale, long seed) {
    var random = new SplittableRandom(seed * 1000 + 3);
    double nats = 0;
    double characters = 0;
    for (int done = 0; done < scale.judged(); done += scale.batch()) {
      int[] ids = strings.draw(scale.batch(), random);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        nats += ids.length * model.loss(strings.tensor(ids)).item();
      }
      characters += strings.characters(ids);
    }
    return nats / characters / Math.log(2);
  }

  /** Strings of tokens, cut from one long string of the source each time. */
  private record Strings(MarkovSource chain, MergeDictionary dictionary, int places) {
    int[] draw(int count, RandomGenerator random) {
      int wanted = count * places;
      for (int factor = 2; ; factor *= 2) {
        int[] tokens = dictionary.encode(chain.draw(factor * wanted, random));
        if (tokens.length > wanted) { // the last one may be cut short
          return Arrays.copyOf(tokens, wanted);
        }
      }
    }

    Tensor tensor(int[] ids) {
      return Tensor.of(ids, ids.length / places, places);
    }

    long characters(int[] ids) {
      return dictionary.decode(ids).length;
    }
  }

  private static final class Learning implements Objective {
    private final TheoryModel model;
    private final Strings strings;
    private final int batch;
    private final List<Double> bits = new ArrayList<>();

    Learning(TheoryModel model, Strings strings, int batch) {
      this.model = model;
      this.strings = strings;
      this.batch = batch;
    }

    @Override
    public Loss loss(Step step) {
      int[] ids = strings.draw(batch, new SplittableRandom(step.random()));
      var loss = model.loss(strings.tensor(ids));
      double perCharacter = loss.item() * ids.length / strings.characters(ids) / Math.log(2);
      bits.add(perCharacter);
      var parts = new LinkedHashMap<String, Double>();
      parts.put("bits_per_character", perCharacter);
      return new Loss(loss, parts);
    }

    /** Steps until the mean over the last {@value WINDOW} falls below; all where it never does. */
    long escape() {
      for (int to = WINDOW; to <= bits.size(); to++) {
        double mean =
            bits.subList(to - WINDOW, to).stream().mapToDouble(b -> b).average().orElseThrow();
        if (mean < ESCAPED) {
          return to;
        }
      }
      return bits.size();
    }
  }
}
