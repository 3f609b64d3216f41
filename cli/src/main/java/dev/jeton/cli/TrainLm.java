package dev.jeton.cli;

import dev.jeton.beds.LanguageModelTraining;
import dev.jeton.learn.TrainingPlan;
import dev.jeton.learn.language.Documents;
import dev.jeton.learn.language.LanguageShape;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton train lm}. Goes on where it was interrupted. */
final class TrainLm extends Subcommand {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      arity = "1..*",
      description =
          "Kinds of texts with equal shares: each a folder or zip of .txt and .java files, or a file."
              + " One text in a hundred is held out.")
  private List<Path> data = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Folder for the tokenizer, checkpoints, the curve and the model; without it, runs/lm.")
  private Path output = Path.of("runs", "lm");

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "Time of the training, without the tokenizer (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "End after N steps instead, which gives the same model each time.")
  private @Nullable Integer steps;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      defaultValue = "8192",
      description = "Tokens, of which four are special (${DEFAULT-VALUE}).")
  private int vocabulary;

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "512",
      description = "Tokens that the model sees (${DEFAULT-VALUE}).")
  private int context;

  @Option(names = "--layers", defaultValue = "8", description = "Blocks (${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--dim",
      defaultValue = "256",
      description = "Numbers per token, a multiple of 64 (${DEFAULT-VALUE}).")
  private int dim;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "704",
      description =
          "Numbers inside the feed-forward networks, a multiple of 32 (${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Rows of the context's length per step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--optimizer",
      defaultValue = "muon",
      description = "muon for the matrices of blocks, or adamw for all (${DEFAULT-VALUE}).")
  private LanguageModelTraining.Learning optimizer = LanguageModelTraining.Learning.MUON;

  @Option(
      names = "--rate",
      defaultValue = "0.003",
      description = "Highest learning rate (${DEFAULT-VALUE}).")
  private double rate;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  private static final int HEAD = 64;

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0) || !(rate > 0) || batch < 1) {
      throw usage("--minutes, --rate and --batch are above 0");
    }
    if (steps != null && steps < 1) {
      throw usage("--steps is at least 1, found " + steps);
    }
    if (dim < HEAD || dim % HEAD != 0 || hidden < 32 || hidden % 32 != 0) {
      throw usage(
          "--dim is a multiple of %d and --hidden of 32, found %d and %d"
              .formatted(HEAD, dim, hidden));
    }
    if (layers < 1 || context < 32 || vocabulary < 512) {
      throw usage(
          "--layers is at least 1, --context 32 and --vocabulary 512, found %d, %d and %d"
              .formatted(layers, context, vocabulary));
    }
    var kinds = new ArrayList<Documents>();
    for (var path : data) {
      kinds.add(Documents.of(path));
    }
    var training =
        new LanguageModelTraining(
            kinds,
            new LanguageShape(vocabulary, context, layers, dim, dim / HEAD, hidden),
            steps == null ? new TrainingPlan.Minutes(minutes) : new TrainingPlan.Steps(steps),
            optimizer,
            rate,
            batch,
            seed,
            compute.device(this),
            output,
            command());
    Torch.threads(compute.threads(this));
    var file = training.run(new TokenLines(err()));
    if (json) {
      Json.print(out(), java.util.Map.of("model", file.toString()));
    } else {
      out().println("wrote " + file);
    }
    return 0;
  }

  /** For the record, without names of folders. */
  private String command() {
    return String.format(
        Locale.ROOT,
        "jeton train lm --data %s %s --vocabulary %d --context %d --layers %d --dim %d --hidden %d"
            + " --batch %d --optimizer %s --rate %s --seed %d",
        String.join(" ", data.stream().map(path -> String.valueOf(path.getFileName())).toList()),
        steps == null ? "--minutes " + minutes : "--steps " + steps,
        vocabulary,
        context,
        layers,
        dim,
        hidden,
        batch,
        optimizer.name().toLowerCase(Locale.ROOT),
        rate,
        seed);
  }
}
