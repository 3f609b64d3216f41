package dev.jeton.learn;

import dev.jeton.core.Signal;
import dev.jeton.torch.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.imageio.ImageIO;

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
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--data" -> data.add(Path.of(args[i + 1]));
        case "--out" -> out = Path.of(args[i + 1]);
        case "--minutes" -> minutes = Double.parseDouble(args[i + 1]);
        case "--threads" -> threads = Integer.parseInt(args[i + 1]);
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        case "--device" -> device = Device.of(args[i + 1]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    var request =
        new PhotoTraining.Request(
            data,
            out,
            minutes,
            seed,
            20,
            threads,
            device,
            PhotoRecipe.photo(),
            String.join(" ", args));
    new PhotoTraining(request, TrainPhoto::read, new Lines()).run();
  }

  private static Signal.Image read(Path file) throws IOException {
    var image = ImageIO.read(file.toFile());
    int w = image.getWidth();
    int h = image.getHeight();
    int[] rgb = image.getRGB(0, 0, w, h, null, 0, w);
    var pixels = new float[3 * w * h];
    for (int i = 0; i < rgb.length; i++) {
      pixels[3 * i] = ((rgb[i] >> 16) & 0xFF) / 255f;
      pixels[3 * i + 1] = ((rgb[i] >> 8) & 0xFF) / 255f;
      pixels[3 * i + 2] = (rgb[i] & 0xFF) / 255f;
    }
    return new Signal.Image(w, h, pixels);
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
