package dev.jeton.learn;

import dev.jeton.torch.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trains from a terminal until the command line does: see TRAIN.md. */
public final class TrainPhoto {
  private TrainPhoto() {}

  public static void main(String[] args) throws IOException {
    var data = new ArrayList<Path>();
    var out = Path.of("target/photo");
    double minutes = 2;
    int threads = 2;
    long seed = 1;
    var device = Device.CPU;
    var recipe = PhotoRecipe.photo(PhotoRecipe.Size.HALF);
    for (int i = 0; i + 1 < args.length; i += 2) {
      var value = args[i + 1];
      switch (args[i]) {
        case "--size" ->
            recipe = PhotoRecipe.photo(PhotoRecipe.Size.valueOf(value.toUpperCase(Locale.ROOT)));
        case "--data" -> data.add(Path.of(value));
        case "--out" -> out = Path.of(value);
        case "--minutes" -> minutes = Double.parseDouble(value);
        case "--threads" -> threads = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--device" -> device = Device.of(value);
        default -> recipe = change(recipe, args[i], value);
      }
    }
    var request =
        new PhotoTraining.Request(
            data, out, minutes, seed, 20, threads, device, recipe, String.join(" ", args));
    new PhotoTraining(request, new Lines()).run();
  }

  private static PhotoRecipe change(PhotoRecipe r, String option, String value) {
    var w = r.warmUp();
    var c = r.coding();
    return switch (option) {
      case "--batch" -> r.withBatch(Integer.parseInt(value), r.crop());
      case "--norm" -> r.withNorm(value.equals("rms") ? "first" : value);
      case "--crop" -> r.withBatch(r.batch(), Integer.parseInt(value));
      case "--noise" -> {
        var ends = List.of(value.split(","));
        yield r.with(
            new PhotoRecipe.WarmUp(
                w.share(),
                Double.parseDouble(ends.get(0)),
                Double.parseDouble(ends.get(1)),
                w.rate(),
                w.learningRate(),
                w.squaredFirst()),
            c);
      }
      case "--shares" -> {
        var ends = List.of(value.split(","));
        yield r.with(
            new PhotoRecipe.WarmUp(
                Double.parseDouble(ends.get(0)),
                w.least(),
                w.most(),
                w.rate(),
                w.learningRate(),
                w.squaredFirst()),
            new PhotoRecipe.Coding(
                c.photos(),
                c.eagerness(),
                Double.parseDouble(ends.get(1)),
                c.rate(),
                c.commitment(),
                c.jointRate(),
                c.decoderRate()));
      }
      default -> throw new IllegalArgumentException("unknown option " + option);
    };
  }

  private static final class Lines implements TrainingListener {
    @Override
    public void progress(Progress progress) {
      System.out.println(progress.line());
    }

    @Override
    public void note(String line) {
      System.out.println(line);
    }
  }
}
