package dev.jeton.cli;

import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PeerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton compare}. */
final class Compare extends Subcommand {
  @Parameters(paramLabel = "IN", arity = "1..*", description = "Images, or folders of images.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--against",
      paramLabel = "FORMAT",
      split = ",",
      defaultValue = "jpeg,webp",
      description = "Formats to compare with (${DEFAULT-VALUE}).")
  private List<String> against = List.of();

  @Option(
      names = "--bytes",
      paramLabel = "N",
      split = ",",
      description =
          "Sizes to compare at; without it, those of JPEG at quality 1, 5, 10 and WebP at 0, 5,"
              + " 10, and"
              + " parts of WebP's smallest.")
  private List<Integer> bytes = List.of();

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Our codec, see 'jeton codecs'; without it, the best for images.")
  private @Nullable String codec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for a table of means, one of every number, and plots.")
  private @Nullable Path output;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    if (bytes.stream().anyMatch(size -> size < 1)) {
      throw usage("--bytes is at least 1, found " + bytes);
    }
    var peers = against.stream().map(this::peer).distinct().toList();
    var comparer = new Comparer(openCodec(codec, weights), peers);
    var comparisons = new ArrayList<Comparison>();
    var batch = new Batch(this);
    batch.run(
        Inputs.of(inputs, ImageFile::hasImageExtension),
        input -> {
          var comparison = compare(input.file(), comparer);
          comparisons.add(comparison);
          return comparison;
        });
    if (comparisons.size() > 1 && !json) {
      out().println(new MeanComparison(comparisons));
    }
    if (output != null && !comparisons.isEmpty()) {
      new ComparisonReport(comparisons).write(output);
    }
    return batch.finish();
  }

  private PeerFormat peer(String name) {
    return Arrays.stream(PeerFormat.values())
        .filter(format -> format.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> usage("--against knows jpeg and webp, found '%s'".formatted(name)));
  }

  private Comparison compare(Path file, Comparer comparer) throws IOException {
    var image = ImageFile.read(file);
    var sizes =
        bytes.isEmpty()
            ? comparer.sizes(image)
            : bytes.stream().map(size -> new Comparer.Size("given", size)).toList();
    return comparer.compare(file.toString(), image, sizes, Comparer.Listener.NONE);
  }
}
