package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import dev.jeton.core.BudgetException;
import dev.jeton.core.Codec;
import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PeerFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
              + " 10.")
  private List<Integer> bytes = List.of();

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Our codec, see 'jeton codecs'; without it, the best for images.")
  private @Nullable String codec;

  @Override
  public Integer call() throws IOException {
    if (bytes.stream().anyMatch(size -> size < 1)) {
      throw usage("--bytes is at least 1, found " + bytes);
    }
    var peers = against.stream().map(this::peer).distinct().toList();
    var ours = openCodec(codec);
    var comparisons = new ArrayList<Comparison>();
    var batch = new Batch(this);
    batch.run(
        Inputs.of(inputs, ImageFile::hasImageExtension),
        input -> {
          var comparison = compare(input.file(), ours, peers);
          comparisons.add(comparison);
          return comparison;
        });
    if (comparisons.size() > 1 && !json) {
      out().println(new MeanComparison(comparisons));
    }
    return batch.finish();
  }

  private PeerFormat peer(String name) {
    return Arrays.stream(PeerFormat.values())
        .filter(format -> format.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> usage("--against knows jpeg and webp, found '%s'".formatted(name)));
  }

  private Comparison compare(Path file, Codec<Signal.Image> ours, List<PeerFormat> peers)
      throws IOException {
    var image = ImageFile.read(file);
    var coder = new EqualBytes(image, ours);
    var rows = new ArrayList<Row>();
    for (var size : sizes(image, peers)) {
      int limit = size.bytes();
      var entries = new ArrayList<Entry>();
      entries.add(entry(image, ours.spec().toString(), () -> coder.ours(limit)));
      for (var peer : peers) {
        String reason = peer.unavailable();
        entries.add(
            reason == null
                ? entry(image, peer.label(), () -> coder.peer(peer, limit))
                : Entry.missing(peer.label(), reason));
      }
      rows.add(new Row(size.name(), limit, entries));
    }
    return new Comparison(
        file.toString(), image.width(), image.height(), ours.spec().toString(), rows);
  }

  private record Size(String name, int bytes) {}

  private List<Size> sizes(Signal.Image image, List<PeerFormat> peers) {
    if (!bytes.isEmpty()) {
      return bytes.stream().map(size -> new Size("given", size)).toList();
    }
    var sizes = new ArrayList<Size>();
    for (var peer : peers) {
      for (int quality : peer.unavailable() == null ? qualities(peer) : new int[0]) {
        sizes.add(new Size(peer.label() + " " + quality, peer.write(image, quality).length));
      }
    }
    return sizes;
  }

  private static int[] qualities(PeerFormat peer) {
    return switch (peer) {
      case JPEG -> new int[] {1, 5, 10};
      case WEBP -> new int[] {0, 5, 10};
    };
  }

  private interface Coding {
    Coded code() throws IOException;
  }

  private static Entry entry(Signal.Image image, String format, Coding coding) throws IOException {
    try {
      return Entry.of(image, coding.code());
    } catch (BudgetException e) {
      return Entry.missing(format, Complaints.reason(e));
    }
  }
}
