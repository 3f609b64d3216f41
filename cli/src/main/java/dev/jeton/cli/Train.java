package dev.jeton.cli;

import dev.jeton.learn.ImageFolder;
import dev.jeton.learn.PatchTraining;
import dev.jeton.learn.PhotoCoder;
import dev.jeton.learn.PhotoRecipe;
import dev.jeton.learn.PhotoTraining;
import dev.jeton.learn.TrainingListener;
import dev.jeton.torch.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton train}, the only command that may load libtorch. */
final class Train extends Subcommand {
  private static final int HELD_OUT = 20;

  @Parameters(
      paramLabel = "NAME",
      description =
          "What to train: photo (networks, goes on where it was interrupted) or patches (tables,"
              + " minutes).")
  private String name = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      arity = "1..*",
      description = "Folders of photos; the last 20 files of the last one are kept aside.")
  private List<Path> data = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for checkpoints, curves and weights; without it, runs/NAME.")
  private @Nullable Path output;

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
      names = "--threads",
      defaultValue = "0",
      description = "Threads of libtorch; 0 for one per core (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda (${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0) || batch < 0 || threads < 0) {
      throw usage("--minutes is above 0, --batch and --threads are not below 0");
    }
    var folder = output == null ? Path.of("runs", name) : output;
    var weights = folder.resolve(name + ".safetensors");
    switch (name) {
      case "photo" -> trainPhoto(folder, weights);
      case "patches" -> trainPatches(weights);
      default -> throw usage("photo and patches can be trained, found '%s'".formatted(name));
    }
    if (json) {
      Json.print(out(), Map.of("weights", weights));
    } else {
      out().println("wrote " + weights);
    }
    return 0;
  }

  private void trainPhoto(Path folder, Path weights) throws IOException {
    new PhotoTraining(request(folder), new Lines()).run();
    var photos = photos();
    PhotoCoder.standard()
        .fit(
            weights,
            photos.subList(0, Math.max(1, photos.size() - HELD_OUT)),
            line -> err().println(line));
  }

  private List<Path> photos() throws IOException {
    var photos = new ArrayList<Path>();
    for (var folder : data) {
      photos.addAll(ImageFolder.files(folder));
    }
    return photos;
  }

  private void trainPatches(Path weights) throws IOException {
    var photos = photos();
    var tables =
        PatchTraining.train(photos, PatchTraining.Plan.standard(seed), line -> err().println(line));
    Files.createDirectories(weights.resolveSibling("."));
    var notes = new LinkedHashMap<String, String>();
    notes.put("command", "jeton train patches --seed %d".formatted(seed));
    notes.put("photos", String.valueOf(photos.size()));
    tables.file(notes).write(weights);
  }

  private PhotoTraining.Request request(Path folder) {
    var recipe = PhotoRecipe.photo(size);
    return new PhotoTraining.Request(
        data,
        folder,
        minutes,
        seed,
        HELD_OUT,
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        device(),
        batch == 0 ? recipe : recipe.withBatch(batch, recipe.crop()),
        "jeton train photo --minutes %s --size %s --batch %d --seed %d"
            .formatted(minutes, size.name().toLowerCase(Locale.ROOT), batch, seed));
  }

  private Device device() {
    try {
      return Device.of(device);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Says on standard error how the training goes. */
  private final class Lines implements TrainingListener {
    @Override
    public void progress(Progress progress) {
      err().println(progress.line());
    }

    @Override
    public void note(String line) {
      err().println(line);
    }
  }
}
