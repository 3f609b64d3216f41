package dev.jeton.papers;

import dev.jeton.llm.Model;
import dev.jeton.llm.PassTiming;
import dev.jeton.llm.RandomModel;
import dev.jeton.llm.draft.Draft;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What passes over several rows cost in a model of 1.24 billion random weights. */
final class RecyclingPasses {
  private static final int READ = 128;
  private static final double SECONDS = 90;

  private RecyclingPasses() {}

  static Map<String, Double> measure(long seed) throws IOException {
    var file = Files.createTempFile("jeton-row-24", ".gguf");
    try {
      RandomModel.ONE_BILLION.write(TensorType.Q8_0, seed, file);
      try (var model = Model.open(file)) {
        var session = model.session(2 * READ + Draft.MOST_ROWS);
        int vocabulary = model.shape().vocabulary();
        session.append(new SplittableRandom(seed).ints(READ, 0, vocabulary).toArray());
        return numbers(PassTiming.measure(session, SECONDS));
      }
    } finally {
      Files.delete(file);
    }
  }

  /** {@code cost_02} to {@code cost_64}: passes over powers of two rows, that over one being 1. */
  static Map<String, Double> numbers(PassCosts costs) {
    var numbers = new LinkedHashMap<String, Double>();
    for (int rows = 2; rows <= Draft.MOST_ROWS; rows *= 2) {
      numbers.put(key(rows), costs.of(rows));
    }
    return numbers;
  }

  /** The costs of a cell. */
  static PassCosts costs(Arm passes) {
    var rows = new ArrayList<Integer>();
    var costs = new ArrayList<Double>();
    rows.add(1);
    costs.add(1.0);
    for (int n = 2; n <= Draft.MOST_ROWS; n *= 2) {
      rows.add(n);
      costs.add(passes.mean(key(n)));
    }
    return new PassCosts(
        rows.stream().mapToInt(n -> n).toArray(), costs.stream().mapToDouble(c -> c).toArray());
  }

  private static String key(int rows) {
    return "cost_%02d".formatted(rows);
  }
}
