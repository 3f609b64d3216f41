package dev.jeton.cli;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.beds.GeneratorQuality;
import dev.jeton.generate.Generator;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton generate judge}. */
final class JudgePictures extends Subcommand {

  /**
   * What was found.
   *
   * @param test the share of real pictures whose class the judge finds
   */
  record Result(
      String model,
      int pictures,
      int tokens,
      double drawnFdCls,
      double drawnAccuracy,
      double codedFdCls,
      double codedAccuracy,
      double realAccuracy,
      double seconds) {
    static Result of(String model, int tokens, GeneratorQuality.Found found) {
      return new Result(
          model,
          found.pictures(),
          tokens,
          found.drawn().fdCls(),
          found.drawn().accuracy(),
          found.coded().fdCls(),
          found.coded().accuracy(),
          found.accuracy(),
          found.seconds());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          """
          %,d pictures of %s, %d tokens each, drawn in %.1f s
                    FD-cls  class found
          drawn    %7.3f  %10.1f %%
          coded    %7.3f  %10.1f %%
          real           0  %10.1f %%\
          """,
          pictures,
          model,
          tokens,
          seconds,
          drawnFdCls,
          100 * drawnAccuracy,
          codedFdCls,
          100 * codedAccuracy,
          100 * realAccuracy);
    }
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "ZIP",
      description = "Real pictures of the model's classes, in FOLDER/CLASS/NAME.")
  private Path data = Path.of("");

  @Option(
      names = "--folder",
      defaultValue = "test",
      description = "The zip's folder, which the model was not trained on (${DEFAULT-VALUE}).")
  private String folder = "test";

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "The first N real pictures only; without it, all.")
  private @Nullable Integer count;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Stop after the first N tokens; without it, all.")
  private @Nullable Integer tokens;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "A built-in model or a file of 'jeton train generator'; without it, the newest.")
  private @Nullable String model;

  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private SamplingOptions sampling = new SamplingOptions();
  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Override
  public Integer call() throws IOException {
    GeneratorModel opened;
    Generator generator;
    try {
      var rounds = sampling.rounds();
      var sampler = sampling.sampler();
      sampling.check();
      opened = GeneratorModel.open(model, weights.models());
      generator =
          opened.images().generator(rounds, sampler, sampling.guidance(opened.images().model()));
    } catch (IllegalArgumentException e) {
      throw usage(Complaints.reason(e));
    }
    int length = opened.length(this, tokens, sampling.stepsGiven());
    Torch.threads(compute.threads(this));
    try (var classifier = Classifier.shipped()) {
      var real = real(opened, classifier);
      var quality =
          new GeneratorQuality(
              opened.images(), generator, real, new FdCls(classifier), length, sampling.seed);
      var result = Result.of(opened.name(), length, quality.measure(new TrainingLines(err())));
      if (json) {
        Json.print(out(), result);
      } else {
        out().println(result);
      }
    }
    return 0;
  }

  private Pictures real(GeneratorModel opened, Classifier classifier) throws IOException {
    var all = Pictures.ofZip(data, folder);
    if (!all.classes().equals(classifier.classes())) {
      throw new IOException(
          "%s: expected the judge's classes %s, found %s"
              .formatted(
                  data, String.join(", ", classifier.classes()), String.join(", ", all.classes())));
    }
    for (var name : all.classes()) {
      if (!opened.images().classes().contains(name)) {
        throw new IOException(
            "%s: expected a model of the judge's classes, found none '%s'"
                .formatted(opened.name(), name));
      }
    }
    var picture = opened.images().model().layout().signal();
    if (all.height() != picture.size(0) || all.width() != picture.size(1)) {
      throw new IOException(
          "%s: expected pictures of %s, found %dx%d"
              .formatted(data, picture, all.height(), all.width()));
    }
    if (count != null && (count < 2 || count > all.size())) {
      throw usage("-n is 2 to %d, found %d".formatted(all.size(), count));
    }
    return count == null ? all : all.subset(0, count);
  }
}
