package dev.jeton.beds;

import dev.jeton.core.Budget;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import dev.jeton.generate.Generator;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.measure.FeatureStatistics;
import dev.jeton.media.image.ImageGenerator;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How like real pictures generated ones are, and how much of the difference is the codec's: as many
 * pictures are drawn as are real, of the same classes, and the real ones go through the codec with
 * as many tokens.
 *
 * @param images the model and its codec
 * @param generator how tokens are drawn
 * @param real pictures of the model's size whose classes are among the model's
 * @param tokens of each picture
 * @param seed of what is drawn
 */
public record GeneratorQuality(
    ImageGenerator images, Generator generator, Pictures real, FdCls judge, int tokens, long seed) {
  private static final int BATCH = 50;

  /**
   * What was found of one set of pictures.
   *
   * @param fdCls its {@link FdCls} from the real pictures
   * @param accuracy the share whose class the classifier finds
   */
  public record Likeness(double fdCls, double accuracy) {}

  /**
   * What was found.
   *
   * @param accuracy the share of the real pictures whose class the classifier finds
   * @param coded the real pictures after the codec
   * @param drawn the generated pictures
   * @param seconds that drawing and decoding took
   */
  public record Found(
      int pictures, double accuracy, Likeness coded, Likeness drawn, double seconds) {}

  /** Compares; the listener hears how far it is. */
  public Found measure(TrainingListener listener) {
    var wanted = judge.statistics(real);
    var coded = new Sum();
    var drawn = new Sum();
    double seconds = 0;
    for (int from = 0; from < real.size(); from += BATCH) {
      int to = Math.min(real.size(), from + BATCH);
      var numbers = IntStream.range(from, to).toArray();
      coded.add(IntStream.of(numbers).parallel().mapToObj(this::coded).toList(), numbers);
      int[] conditions =
          IntStream.of(numbers)
              .map(i -> images.condition(real.classes().get(real.label(i))))
              .toArray();
      long began = System.nanoTime();
      var pictures = images.decode(generator.generate(conditions, tokens, seed, from));
      seconds += (System.nanoTime() - began) * 1e-9;
      drawn.add(pictures, numbers);
      if (to % 500 == 0) {
        listener.note("%,d of %,d pictures are drawn".formatted(to, real.size()));
      }
    }
    return new Found(
        real.size(),
        judge.classifier().accuracy(real),
        coded.likeness(wanted),
        drawn.likeness(wanted),
        seconds);
  }

  private Signal.Image coded(int index) {
    var codec = images.codec();
    var image = PictureSignals.image(real, index, false);
    Tokens.Ids all = codec.encode(image, Budget.UNLIMITED);
    return codec.decode(tokens < all.length() ? all.prefix(tokens) : all);
  }

  private final class Sum {
    private final FeatureStatistics features = judge.statistics();
    private long right;

    void add(List<Signal.Image> pictures, int[] numbers) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var batch = PictureSignals.tensor(new ArrayList<>(pictures));
        judge.add(batch, features);
        long[] found = IndexOps.argmax(judge.classifier().logits(batch.clamp(0, 1)), 1).toLongs();
        for (int i = 0; i < found.length; i++) {
          right += found[i] == real.label(numbers[i]) ? 1 : 0;
        }
      }
    }

    Likeness likeness(FeatureStatistics wanted) {
      return new Likeness(FdCls.between(wanted, features), (double) right / real.size());
    }
  }
}
