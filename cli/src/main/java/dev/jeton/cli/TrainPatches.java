package dev.jeton.cli;

import dev.jeton.learn.PatchTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Mixin;

/** {@code jeton train patches}; works without libtorch. */
final class TrainPatches extends Subcommand {
  @Mixin private TrainingOptions options = new TrainingOptions();

  @Override
  public Integer call() throws IOException {
    var photos = options.photos();
    var weights = options.folder("patches").resolve("patches.safetensors");
    Files.createDirectories(weights.resolveSibling("."));
    var plan = PatchTraining.Plan.standard(options.seed);
    var tables = PatchTraining.train(photos, plan, line -> err().println(line));
    tables.file(notes(photos.size())).write(weights);
    options.finish(this, weights);
    return 0;
  }

  private SequencedMap<String, String> notes(int photos) {
    var notes = new LinkedHashMap<String, String>();
    notes.put("command", "jeton train patches --seed %d".formatted(options.seed));
    notes.put("photos", String.valueOf(photos));
    return notes;
  }
}
