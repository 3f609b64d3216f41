package dev.jeton.cli;

import dev.jeton.learn.ImageFolder;
import dev.jeton.learn.PhotoCoder;
import dev.jeton.learn.PhotoRecipe;
import dev.jeton.learn.PhotoTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton train photo}. Goes on where it was interrupted. */
final class TrainPhoto extends Subcommand {
  /** The last files of the last folder, kept aside for evaluation. */
  private static final int HELD_OUT = 20;

  /** Pixels of the coarsest code. */
  private static final int CROP_STEP = 64;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Option(
      names = "--minutes",
      defaultValue = "75",
      description = "Time for all stages together (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--size",
      defaultValue = "half",
      description = "Size of the networks, half or full (${DEFAULT-VALUE}).")
  private PhotoRecipe.Size size = PhotoRecipe.Size.HALF;

  @Option(
      names = "--batch",
      defaultValue = "0",
      description = "Crops per step; 0 for the recipe's own (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--crop",
      defaultValue = "0",
      description =
          "Side of the crops, a multiple of 64; 0 for the recipe's own (${DEFAULT-VALUE}).")
  private int crop;

  @Option(
      names = "--norm",
      description = "Norm of the residual blocks, none, first or inside; without it, inside.")
  private @Nullable Norm norm;

  @Option(
      names = "--noise",
      split = ",",
      paramLabel = "LEAST,MOST",
      description =
          "Standard deviation of the noise before there are codes; without it, the recipe's own.")
  private List<Double> noise = List.of();

  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "NOISE,JOINT",
      description =
          "Shares of the time for the stage with noise and the one in which all parts learn; the"
              + " decoder alone has the rest. Without it, the recipe's own.")
  private List<Double> shares = List.of();

  @Mixin private ComputeOptions compute = new ComputeOptions();

  /** Where a residual block has its norm. */
  private enum Norm {
    NONE,
    FIRST,
    INSIDE
  }

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0) || batch < 0) {
      throw usage("--minutes is above 0, --batch is not below 0");
    }
    var recipe = recipe();
    var folder = options.folder("photo");
    var weights = folder.resolve("photo.safetensors");
    new PhotoTraining(request(folder, recipe), new TrainingLines(err())).run();
    var photos = new ArrayList<Path>();
    for (var data : options.data) {
      photos.addAll(ImageFolder.files(data));
    }
    PhotoCoder.standard()
        .fit(
            weights,
            photos.subList(0, Math.max(1, photos.size() - HELD_OUT)),
            line -> err().println(line));
    options.finish(this, weights);
    return 0;
  }

  private PhotoRecipe recipe() {
    var recipe = PhotoRecipe.photo(size);
    if (crop < 0 || crop % CROP_STEP != 0) {
      throw usage("--crop is a multiple of %d, found %d".formatted(CROP_STEP, crop));
    }
    recipe =
        recipe.withBatch(batch == 0 ? recipe.batch() : batch, crop == 0 ? recipe.crop() : crop);
    if (norm != null) {
      recipe = recipe.withNorm(norm.name().toLowerCase(Locale.ROOT));
    }
    return recipe.with(warmUp(recipe.warmUp()), coding(recipe.coding()));
  }

  private PhotoRecipe.WarmUp warmUp(PhotoRecipe.WarmUp plan) {
    double least = noise.isEmpty() ? plan.least() : noise.getFirst();
    double most = noise.isEmpty() ? plan.most() : noise.getLast();
    if (!noise.isEmpty() && noise.size() != 2 || !(least > 0) || !(most >= least)) {
      throw usage("--noise is two numbers, 0 < LEAST <= MOST, found " + noise);
    }
    double share = shares.isEmpty() ? plan.share() : shares.getFirst();
    return new PhotoRecipe.WarmUp(
        share, least, most, plan.rate(), plan.learningRate(), plan.squaredFirst());
  }

  private PhotoRecipe.Coding coding(PhotoRecipe.Coding plan) {
    if (shares.isEmpty()) {
      return plan;
    }
    double first = shares.getFirst();
    double joint = shares.getLast();
    if (shares.size() != 2 || !(first > 0) || !(joint > 0) || first + joint > 1) {
      throw usage("--shares is two numbers above 0 that make at most 1, found " + shares);
    }
    return new PhotoRecipe.Coding(
        plan.photos(),
        plan.eagerness(),
        joint,
        plan.rate(),
        plan.commitment(),
        plan.jointRate(),
        plan.decoderRate());
  }

  private PhotoTraining.Request request(Path folder, PhotoRecipe recipe) {
    return new PhotoTraining.Request(
        options.data,
        folder,
        minutes,
        options.seed,
        HELD_OUT,
        compute.threads(this),
        compute.device(this),
        recipe,
        command());
  }

  /** For the record, without names of folders. */
  private String command() {
    var line = new StringBuilder("jeton train photo");
    line.append(" --minutes %s --size %s".formatted(minutes, lower(size)));
    line.append(" --batch %d --crop %d --seed %d".formatted(batch, crop, options.seed));
    if (norm != null) {
      line.append(" --norm ").append(lower(norm));
    }
    if (!noise.isEmpty()) {
      line.append(" --noise ").append(joined(noise));
    }
    if (!shares.isEmpty()) {
      line.append(" --shares ").append(joined(shares));
    }
    return line.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String joined(List<Double> values) {
    return String.join(",", values.stream().map(String::valueOf).toList());
  }
}
