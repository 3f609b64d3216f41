package dev.jeton.cli;

import dev.jeton.beds.GeneratorTraining;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton train generator}. Goes on where it was interrupted. */
final class TrainGenerator extends Subcommand {
  @Mixin private TrainingOptions options = new TrainingOptions();

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Whose tokens the model speaks; without it, the best that is built in.")
  private @Nullable String codec;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Option(
      names = "--kind",
      defaultValue = "masked",
      description =
          "masked (all places at once, in rounds), growing (the same from the first tokens on, for"
              + " tokens in order of importance) or causal (one token after the other)"
              + " (${DEFAULT-VALUE}).")
  private GeneratorTraining.Kind kind = GeneratorTraining.Kind.MASKED;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "Time of the training, without the encoding (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "End after N steps instead, which gives the same model each time.")
  private @Nullable Integer steps;

  @Option(names = "--layers", defaultValue = "6", description = "Blocks (${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--dim",
      defaultValue = "256",
      description = "Numbers per place, a multiple of 32 (${DEFAULT-VALUE}).")
  private int dim;

  @Option(
      names = "--batch",
      defaultValue = "64",
      description = "Pictures per step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--rate",
      defaultValue = "0.001",
      description = "Highest learning rate (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--mirror", description = "Also learn the mirror images.")
  private boolean mirror;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0) || !(rate > 0) || batch < 1) {
      throw usage("--minutes, --rate and --batch are above 0");
    }
    if (steps != null && steps < 1) {
      throw usage("--steps is at least 1, found " + steps);
    }
    if (layers < 1 || dim < 1 || dim % GeneratorTraining.HEAD != 0) {
      throw usage("--layers is at least 1, --dim a multiple of " + GeneratorTraining.HEAD);
    }
    if (options.data.size() != 1) {
      throw usage("generator takes one --data, found " + options.data.size());
    }
    var opened = openCodec(codec, weights);
    if (kind == GeneratorTraining.Kind.GROWING && !opened.progressive()) {
      throw usage(
          "--kind growing is for codecs whose first tokens tell most: "
              + opened.spec()
              + " is not progressive");
    }
    var pictures = Pictures.of(options.data.getFirst());
    var training =
        new GeneratorTraining(
            opened,
            pictures,
            mirror,
            new GeneratorTraining.Sizes(kind, layers, dim),
            steps == null ? new TrainingPlan.Minutes(minutes) : new TrainingPlan.Steps(steps),
            rate,
            batch,
            options.seed,
            compute.device(this),
            options.folder("generator"),
            command(opened.spec().toString()));
    Torch.threads(compute.threads(this));
    options.finish(this, training.run(new TrainingLines(err())));
    return 0;
  }

  /** For the record, without names of folders. */
  private String command(String codecName) {
    return String.format(
        Locale.ROOT,
        "jeton train generator --codec %s --kind %s %s --layers %d --dim %d --batch %d"
            + " --rate %s --seed %d%s",
        codecName,
        kind.name().toLowerCase(Locale.ROOT),
        steps == null ? "--minutes " + minutes : "--steps " + steps,
        layers,
        dim,
        batch,
        rate,
        options.seed,
        mirror ? " --mirror" : "");
  }
}
