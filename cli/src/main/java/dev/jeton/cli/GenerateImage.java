package dev.jeton.cli;

import dev.jeton.core.Signal;
import dev.jeton.generate.Generator;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.ImageGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton generate image}. */
final class GenerateImage extends Subcommand {
  private static final int MOST = 1024;

  /** Pictures whose tokens are decided together. */
  private static final int BATCH = 32;

  /**
   * What was made.
   *
   * @param steps of the order, as {@code modelCalls} of the largest batch
   * @param tokenSeconds of {@code seconds} those that the model took
   */
  record Result(
      String output,
      String model,
      String codec,
      List<String> classes,
      int pictures,
      int tokens,
      int steps,
      int modelCalls,
      double tokenSeconds,
      double seconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %d pictures of %s, %d tokens each, %d model calls, %.2f s",
          output,
          pictures,
          String.join(", ", classes),
          tokens,
          modelCalls,
          seconds);
    }
  }

  @Option(
      names = "--class",
      split = ",",
      paramLabel = "NAME",
      description = "What the pictures show, several in turn; without it, all classes in turn.")
  private List<String> classes = List.of();

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "16",
      description = "Pictures, 1 to 1024 (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Stop after the first N tokens; without it, all.")
  private @Nullable Integer tokens;

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "A built-in model or a file of 'jeton train generator'; without it, the newest.")
  private @Nullable String model;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      defaultValue = "generated.png",
      description =
          "File (.png, .jpg, .bmp, .tif) for the pictures side by side, - for PNG on standard output"
              + " (${DEFAULT-VALUE}).")
  private String output = "generated.png";

  @Override
  public Integer call() throws IOException {
    boolean standard = output.equals("-");
    if (standard && json) {
      throw usage("--json and the result cannot both go to standard output: give -o FILE");
    }
    if (count < 1 || count > MOST) {
      throw usage("-n is 1 to %d, found %d".formatted(MOST, count));
    }
    GeneratorModel opened;
    Generator generator;
    int[] conditions;
    try {
      var rounds = sampling.rounds();
      var sampler = sampling.sampler();
      sampling.check();
      opened = GeneratorModel.open(model, weights.models());
      var guidance = sampling.guidance(opened.images().model());
      generator = opened.images().generator(rounds, sampler, guidance);
      conditions = conditions(opened.images());
    } catch (IllegalArgumentException e) {
      throw usage(Complaints.reason(e));
    }
    var images = opened.images();
    int length = opened.length(this, tokens, sampling.stepsGiven());
    var picture = images.model().layout().signal();
    var grid = PictureGrid.square(count, picture.size(1), picture.size(0));
    if (!grid.fits()) {
      throw usage("%d pictures of %s make too large a file: lower -n".formatted(count, picture));
    }
    var made = make(images, generator, conditions, length);
    write(grid.draw(made.pictures), standard);
    var result = result(opened, made, length, standard);
    if (json) {
      Json.print(out(), result);
    } else {
      (standard ? err() : out()).println(result);
    }
    return 0;
  }

  private int[] conditions(ImageGenerator images) {
    int[] wanted =
        classes.isEmpty()
            ? IntStream.range(0, images.classes().size()).toArray()
            : classes.stream().mapToInt(images::condition).toArray();
    return IntStream.range(0, count).map(i -> wanted[i % wanted.length]).toArray();
  }

  /** Pictures and what they took; seconds of the tokens alone and of all. */
  private record Made(
      List<Signal.Image> pictures, Generator.Cost cost, double tokenSeconds, double seconds) {}

  private Made make(ImageGenerator images, Generator generator, int[] conditions, int length) {
    var progress = new Progress(err());
    var pictures = new ArrayList<Signal.Image>();
    var cost = new Generator.Cost(0, 0);
    long start = System.nanoTime();
    double tokenSeconds = 0;
    for (int from = 0; from < count; from += BATCH) {
      if (count > BATCH) {
        progress.show("%d of %d pictures".formatted(from, count));
      }
      int to = Math.min(count, from + BATCH);
      long began = System.nanoTime();
      var generated =
          generator.generate(Arrays.copyOfRange(conditions, from, to), length, sampling.seed, from);
      tokenSeconds += (System.nanoTime() - began) * 1e-9;
      cost = cost.modelCalls() > generated.cost().modelCalls() ? cost : generated.cost();
      pictures.addAll(images.decode(generated));
    }
    progress.clear();
    return new Made(pictures, cost, tokenSeconds, (System.nanoTime() - start) * 1e-9);
  }

  private void write(Signal.Image grid, boolean standard) throws IOException {
    if (standard) {
      StandardStreams.write(ImageFile.png(grid));
    } else {
      ImageFile.write(grid, Path.of(output));
    }
  }

  private Result result(GeneratorModel opened, Made made, int length, boolean standard) {
    return new Result(
        standard ? "standard output" : output,
        opened.name(),
        opened.images().codec().spec().toString(),
        classes.isEmpty() ? opened.images().classes() : classes,
        count,
        length,
        made.cost.steps(),
        made.cost.modelCalls(),
        made.tokenSeconds,
        made.seconds);
  }
}
