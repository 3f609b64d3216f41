package dev.jeton.cli;

import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton decode}. */
final class Decode extends Subcommand {

  /** What became of one input. */
  record Result(String input, String output, int width, int height, int tokens) {
    @Override
    public String toString() {
      return "%s -> %s: %d x %d from %d tokens".formatted(input, output, width, height, tokens);
    }
  }

  @Parameters(
      paramLabel = "IN.jeton",
      arity = "1..*",
      description = "Files, or folders of files, that 'jeton encode' made; - for standard input.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "File (.png, .jpg, .bmp, .tif) or folder to write to, - for PNG on standard output; without"
              + " it, IN.decoded.png beside IN.")
  private @Nullable String output;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      split = ",",
      description = "Decode the first N tokens only; of several N, each, beside one another.")
  private List<Integer> tokens = List.of();

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    for (int count : tokens) {
      if (count < 1) {
        throw usage("--tokens is at least 1, found " + count);
      }
    }
    var files = Inputs.of(inputs, file -> file.toString().endsWith(".jeton"));
    var outputs = new Outputs(output, files, Inputs.anyFolder(inputs), ".png", ".decoded.png");
    var codecs = new ImageCodecs(weights);
    var batch = batch(files, outputs);
    batch.run(files, input -> decode(input, codecs.read(input), outputs));
    return batch.finish();
  }

  private Result decode(Inputs input, JetonFile file, Outputs outputs) throws IOException {
    var counts = tokens.isEmpty() ? List.of(file.tokens().length()) : tokens;
    var pictures = new ArrayList<Signal.Image>();
    int most = 0;
    for (int count : counts) {
      var prefix = shortened(file, count);
      most = Math.max(most, prefix.tokens().length());
      switch (prefix.decode()) {
        case Signal.Image image -> pictures.add(image);
      }
    }
    var image = pictures.size() == 1 ? pictures.getFirst() : PictureGrid.row(pictures);
    var output = outputs.of(input);
    if (output.equals(StandardStreams.DASH)) {
      StandardStreams.write(ImageFile.png(image));
    } else {
      ImageFile.write(image, output);
    }
    return new Result(input.name(), Outputs.name(output), image.width(), image.height(), most);
  }

  private static JetonFile shortened(JetonFile file, int count) {
    if (count >= file.tokens().length()) {
      return file;
    }
    if (!file.codec().progressive()) {
      throw new IllegalArgumentException(
          "%s is not progressive: all %d tokens are needed"
              .formatted(file.codec().spec(), file.tokens().length()));
    }
    return new JetonFile(file.codec(), file.tokens().prefix(count));
  }
}
