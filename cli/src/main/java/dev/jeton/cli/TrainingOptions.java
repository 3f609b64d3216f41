package dev.jeton.cli;

import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all trainings are told. */
final class TrainingOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      arity = "1..*",
      description =
          "Folders of photos; photo keeps the last 20 files of the last folder aside, to tell how"
              + " good it is. For generator one zip of CLASS/NAME.jpg, or MNIST's two files.")
  List<Path> data = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for checkpoints, curves and weights; without it, runs/NAME.")
  private @Nullable Path output;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  long seed;

  /** Where the results of training {@code name} go. */
  Path folder(String name) {
    return output == null ? Path.of("runs", name) : output;
  }

  /**
   * All photos in the folders, in order.
   *
   * @throws IOException where there are none
   */
  List<Path> photos() throws IOException {
    var photos = Inputs.of(data, ImageFile::hasImageExtension).stream().map(Inputs::file).toList();
    if (photos.isEmpty()) {
      throw new IOException(
          "no photos in " + String.join(", ", data.stream().map(Path::toString).toList()));
    }
    return photos;
  }

  /** Says where the weights are. */
  void finish(Subcommand command, Path weights) {
    if (command.json) {
      Json.print(command.out(), Map.of("weights", weights));
    } else {
      command.out().println("wrote " + weights);
    }
  }
}
