package dev.jeton.generate;

import dev.jeton.core.Tokens;
import dev.jeton.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The one sampling loop: a model, an order, a sampler. Tokens depend on the seed and on which
 * canvas they are for, not on which canvases are filled beside it, but for rounding in the model.
 */
public record Generator(TokenModel model, DecodingOrder order, Sampler sampler, Guidance guidance) {

  /** The model's own distribution in this order. */
  public Generator(TokenModel model, DecodingOrder order) {
    this(model, order, Sampler.PLAIN, Guidance.NONE);
  }

  /**
   * What it took.
   *
   * @param steps of the order
   * @param modelCalls predictions of all canvases together: one per step, two where it was guided
   */
  public record Cost(int steps, int modelCalls) {}

  /** Tokens, one for each condition, and what they took. */
  public record Generated(List<Tokens.Ids> tokens, Cost cost) {
    public Generated {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * New tokens for each condition.
   *
   * @param conditions classes or {@link TokenModel#UNCONDITIONAL}
   * @param length how many tokens, from the first; the model's whole layout or a prefix of it
   * @param first number of the first canvas: canvas i draws from {@code seed} and {@code first + i}
   */
  public Generated generate(int[] conditions, int length, long seed, int first) {
    var canvases =
        Arrays.stream(conditions).mapToObj(c -> new Canvas(model.layout(), length)).toList();
    var randoms =
        IntStream.range(0, conditions.length)
            .<RandomGenerator>mapToObj(i -> random(seed, first + i))
            .toList();
    var cost = fill(canvases, conditions, randoms);
    return new Generated(canvases.stream().map(Canvas::tokens).toList(), cost);
  }

  private static SplittableRandom random(long seed, int canvas) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + canvas).split();
  }

  /**
   * Decides what is not decided on each canvas.
   *
   * @param conditions one per canvas
   * @param randoms one per canvas
   */
  public Cost fill(List<Canvas> canvases, int[] conditions, List<RandomGenerator> randoms) {
    if (canvases.size() != conditions.length || randoms.size() != conditions.length) {
      throw new IllegalArgumentException(
          "%d canvases, %d conditions, %d random generators"
              .formatted(canvases.size(), conditions.length, randoms.size()));
    }
    int steps =
        order.steps(canvases.stream().mapToInt(canvas -> canvas.unknown().length).max().orElse(0));
    try (var predictions = new Predictions(canvases, conditions)) {
      int step = 0;
      while (true) {
        var asked = new int[canvases.size()][];
        int count = 0;
        for (int i = 0; i < asked.length; i++) {
          asked[i] = order.ask(canvases.get(i), step);
          count += asked[i].length;
        }
        if (count == 0) {
          return new Cost(step, predictions.calls);
        }
        float[] logits =
            predictions.of(asked, count, guidance.scale(step, Math.max(steps, step + 1)));
        int row = 0;
        for (int i = 0; i < asked.length; i++) {
          decide(canvases.get(i), asked[i], logits, row, step, randoms.get(i));
          row += asked[i].length;
        }
        step++;
      }
    }
  }

  private void decide(
      Canvas canvas, int[] asked, float[] logits, int row, int step, RandomGenerator random) {
    if (asked.length == 0) {
      return;
    }
    var ids = new int[asked.length];
    var confidence = new float[asked.length];
    var layout = canvas.layout();
    for (int i = 0; i < asked.length; i++) {
      int from = (row + i) * model.width();
      int size = layout.vocabulary().size(layout.level(asked[i]));
      ids[i] = sampler.draw(logits, from, size, random);
      confidence[i] = logits[from + ids[i]] - Kernels.logSumExp(logits, from, from + size);
    }
    for (int i : order.keep(canvas, step, confidence, random)) {
      canvas.set(asked[i], ids[i]);
    }
  }

  /** The model's answers with and, where guidance asks for them, without the classes. */
  private final class Predictions implements AutoCloseable {
    private final List<Canvas> canvases;
    private final TokenModel.Session given;
    private TokenModel.@Nullable Session free;
    private int calls;

    Predictions(List<Canvas> canvases, int[] conditions) {
      this.canvases = canvases;
      given = model.open(conditions);
    }

    /** Guided logits {@code [count][width]}. */
    float[] of(int[][] asked, int count, double scale) {
      var logits = new float[Math.multiplyExact(count, model.width())];
      given.predict(canvases, asked, logits);
      calls++;
      if (scale != 1) {
        var others = new float[logits.length];
        unconditional().predict(canvases, asked, others);
        calls++;
        Guidance.apply(scale, logits, others, logits.length);
      }
      return logits;
    }

    private TokenModel.Session unconditional() {
      if (free == null) {
        var conditions = new int[canvases.size()];
        Arrays.fill(conditions, TokenModel.UNCONDITIONAL);
        free = model.open(conditions);
      }
      return free;
    }

    @Override
    public void close() {
      given.close();
      if (free != null) {
        free.close();
      }
    }
  }
}
