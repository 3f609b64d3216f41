package dev.jeton.cli;

import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.elastic.ElasticShape;
import dev.jeton.learn.elastic.ElasticTraining;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton train elastic}. Goes on where it was interrupted. */
final class TrainElastic extends Subcommand {
  private static final int HEAD = 32;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Option(names = "--minutes", defaultValue = "75", description = "Time (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--side",
      defaultValue = "64",
      description = "Pixels along a side of a picture (${DEFAULT-VALUE}).")
  private int side;

  @Option(
      names = "--patch",
      defaultValue = "8",
      description = "Pixels along a side of a patch: 4, 8 or 16 (${DEFAULT-VALUE}).")
  private int patch;

  @Option(
      names = "--tokens",
      defaultValue = "64",
      description = "Tokens of a picture (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(names = "--codes", defaultValue = "4096", description = "Codes (${DEFAULT-VALUE}).")
  private int codes;

  @Option(
      names = "--dim",
      defaultValue = "12",
      description = "Numbers per code (${DEFAULT-VALUE}).")
  private int dim;

  @Option(
      names = "--width",
      defaultValue = "192",
      description = "Numbers per place, a multiple of 32 (${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--blocks",
      split = ",",
      paramLabel = "ENCODER,DECODER",
      defaultValue = "4,5",
      description = "Blocks of the two transformers (${DEFAULT-VALUE}).")
  private int[] blocks = {4, 5};

  @Option(
      names = "--causal",
      description = "A token sees the picture and the tokens before it, not those behind.")
  private boolean causal;

  @Option(
      names = "--start",
      defaultValue = "cosine",
      description =
          "What tokens begin with: cosine (the patches' cosine transform and a learnt vector) or"
              + " learnt (the vector alone) (${DEFAULT-VALUE}).")
  private ElasticShape.Start start = ElasticShape.Start.COSINE;

  @Option(
      names = "--dropout",
      defaultValue = "uniform",
      description =
          "How many tokens are kept in training: uniform, powers-of-two, uniform-powers or none"
              + " (${DEFAULT-VALUE}).")
  private String dropout = "uniform";

  @Option(
      names = "--whole",
      defaultValue = "0.1",
      description = "Share of pictures that keep all tokens (${DEFAULT-VALUE}).")
  private double whole;

  @Option(
      names = "--least",
      defaultValue = "0.05",
      description =
          "Crops come from photos made smaller to between this and 1 of their size"
              + " (${DEFAULT-VALUE}).")
  private double least;

  @Option(names = "--batch", defaultValue = "32", description = "Crops a step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--rate",
      defaultValue = "0.001",
      description = "Highest learning rate (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--held-out",
      defaultValue = "20",
      description = "Files of the last folder kept aside to tell the quality (${DEFAULT-VALUE}).")
  private int heldOut;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0) || batch < 1 || heldOut < 1 || !(rate > 0)) {
      throw usage("--minutes, --batch, --held-out and --rate are above 0");
    }
    if (codes < 2 || dim < 1 || width < HEAD || width % HEAD != 0 || blocks.length != 2) {
      throw usage(
          "--codes is at least 2, --dim at least 1, --width a multiple of %d, --blocks two numbers"
              .formatted(HEAD));
    }
    if (!(least > 0 && least <= 1)) {
      throw usage("--least is above 0 and at most 1, found " + least);
    }
    var folder = options.folder("elastic");
    new ElasticTraining(
            new ElasticTraining.Request(
                options.data,
                folder,
                minutes,
                options.seed,
                heldOut,
                shape(),
                codes,
                dropout(),
                least,
                batch,
                rate,
                compute.threads(this),
                compute.device(this),
                command()),
            new TrainingLines(err()))
        .run();
    options.finish(this, folder.resolve("elastic.safetensors"));
    return 0;
  }

  private ElasticShape shape() {
    try {
      return new ElasticShape(
          side,
          patch,
          causal ? ElasticShape.Tokens.CAUSAL : ElasticShape.Tokens.LINE,
          tokens,
          dim,
          width,
          width / HEAD,
          blocks[0],
          blocks[1],
          start);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private NestedDropout dropout() {
    try {
      return switch (dropout) {
        case "none" -> NestedDropout.none(tokens);
        default ->
            new NestedDropout(
                tokens,
                NestedDropout.Law.valueOf(dropout.toUpperCase(Locale.ROOT).replace('-', '_')),
                whole);
      };
    } catch (IllegalArgumentException e) {
      throw usage(
          "--dropout is uniform, powers-of-two, uniform-powers or none, --whole is 0 to 1, found %s and %s"
              .formatted(dropout, whole));
    }
  }

  /** For the record, without names of folders. */
  private String command() {
    return ("jeton train elastic --minutes %s --side %d --patch %d --tokens %d --codes %d --dim %d"
            + " --width %d --blocks %d,%d%s --start %s --dropout %s --whole %s --least %s --batch %d --rate %s"
            + " --seed %d")
        .formatted(
            minutes,
            side,
            patch,
            tokens,
            codes,
            dim,
            width,
            blocks[0],
            blocks[1],
            causal ? " --causal" : "",
            start.name().toLowerCase(Locale.ROOT),
            dropout,
            whole,
            least,
            batch,
            rate,
            options.seed);
  }
}
