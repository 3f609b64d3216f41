package dev.jeton.cli;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.WholeFile;
import dev.jeton.measure.ImageQuality;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton encode}. */
final class Encode extends Subcommand {

  /** What became of one input. */
  record Result(
      String input,
      String output,
      String codec,
      int width,
      int height,
      int tokens,
      int bytes,
      double bitsPerPixel) {
    @Override
    public String toString() {
      return "%s -> %s: %d x %d, %d tokens, %d bytes, %.3f bits per pixel"
          .formatted(input, output, width, height, tokens, bytes, bitsPerPixel);
    }
  }

  @Parameters(
      paramLabel = "IN",
      arity = "1..*",
      description = "Images, or folders of images; - for standard input.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "File or folder to write to, - for standard output; without it, files lie beside their"
              + " inputs.")
  private @Nullable String output;

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Codec, see 'jeton codecs'; without it, the best for images.")
  private @Nullable String codec;

  @ArgGroup private @Nullable BudgetOption budget;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    var limit = budget();
    var opened = openCodec(codec, weights);
    var files = Inputs.of(inputs, ImageFile::hasImageExtension);
    var outputs = new Outputs(output, files, Inputs.anyFolder(inputs), ".jeton", ".jeton");
    var batch = batch(files, outputs);
    batch.run(files, input -> encode(input, outputs.of(input), opened, limit));
    return batch.finish();
  }

  private Budget budget() {
    try {
      return budget == null ? Budget.UNLIMITED : budget.budget();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private static Result encode(Inputs input, Path output, Codec<Signal.Image> codec, Budget budget)
      throws IOException {
    var image = input.image();
    var tokens = codec.encode(image, budget);
    byte[] bytes = new JetonFile(codec, tokens).bytes();
    if (output.equals(StandardStreams.DASH)) {
      StandardStreams.write(bytes);
    } else {
      WholeFile.write(output, bytes);
    }
    return new Result(
        input.name(),
        Outputs.name(output),
        codec.spec().toString(),
        image.width(),
        image.height(),
        tokens.length(),
        bytes.length,
        ImageQuality.bitsPerPixel(bytes.length, image));
  }
}
