package dev.jeton.learn;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Schedule;
import dev.jeton.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run to be killed: {@code ResumeTrial PHOTOS OUT STEPS}. */
public final class ResumeTrial {
  private ResumeTrial() {}

  public static void main(String[] args) throws IOException {
    Torch.threads(1);
    try (var parameters = new Parameters(1, Device.CPU)) {
      var objective = objective(Path.of(args[0]), parameters);
      var plan =
          new TrainingPlan(
              "warmup",
              new TrainingPlan.Steps(Long.parseLong(args[2])),
              4,
              1,
              new Schedule(8e-4, 0.01, 2, 1, Schedule.Fall.COSINE),
              new AdamW.Settings(0.9, 0.98, 1e-8, 1e-4, true),
              1,
              1e7,
              1e12,
              0.99,
              1,
              1e9);
      var silent =
          new TrainingListener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void note(String line) {}
          };
      try (var trainer = new Trainer(plan, parameters, objective, Path.of(args[1]), silent)) {
        trainer.run();
      }
    }
  }

  static NoisyAutoencoding objective(Path folder, Parameters parameters) throws IOException {
    var photos =
        ImageFolder.read(
            List.of(folder), 176, file -> file.getFileName().toString().startsWith("1"));
    var recipe = PhotoRecipe.photo(PhotoRecipe.Size.HALF).withBatch(4, 96);
    var few =
        new PhotoRecipe(
            "seq(affine(4,-2),unshuffle(8),conv(192,32,1),res(32),down(32,32),res(32))",
            "seq(res(32),up(32,32),res(32),conv(32,192,1),shuffle(8),affine(0.25,0.5))",
            16,
            recipe.codes(),
            recipe.crop(),
            recipe.batch(),
            recipe.mseWeight(),
            recipe.warmUp(),
            recipe.coding());
    return new NoisyAutoencoding(few, parameters, photos, photos) {
      @Override
      public java.util.SequencedMap<String, Double> evaluate(Parameters averaged) {
        return new java.util.LinkedHashMap<>();
      }
    };
  }
}
