package dev.jeton.cli;

import dev.jeton.cli.scene.Landscape;
import dev.jeton.core.Budget;
import dev.jeton.core.JetonFile;
import dev.jeton.core.WholeFile;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PeerFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton demo}: a photo becomes tokens and comes back, beside JPEG and WebP. */
final class Demo extends Subcommand {
  private static final int SEED = 4;
  private static final int WIDTH = 768;
  private static final int HEIGHT = 512;

  @Parameters(
      paramLabel = "IN",
      arity = "0..1",
      description = "A photo; without it, a landscape that is computed.")
  private @Nullable Path input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Folder for the page and the pictures (${DEFAULT-VALUE}).")
  private Path folder = Path.of("demo");

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Our codec, see 'jeton codecs'; without it, the best for images.")
  private @Nullable String codec;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    var ours = openCodec(codec, weights);
    var progress = new Progress(err());
    progress.show(input == null ? "computing a landscape" : "reading " + input);
    var image = input == null ? new Landscape(SEED, WIDTH, HEIGHT).render() : ImageFile.read(input);
    Files.createDirectories(folder);
    ImageFile.write(image, folder.resolve("original.png"));

    var comparer = new Comparer(ours, List.of(PeerFormat.values()));
    var sizes = comparer.sizes(image).subList(0, Comparer.qualities(PeerFormat.JPEG).length);
    Map<String, String> pictures = new LinkedHashMap<>();
    var comparison =
        comparer.compare(
            input == null ? "computed landscape" : input.toString(),
            image,
            sizes,
            (size, coded) -> {
              progress.show("%s in %d bytes".formatted(coded.format(), size.bytes()));
              var name = "%s-%d.png".formatted(coded.format().replace(' ', '-'), size.bytes());
              ImageFile.write(coded.decoded(), folder.resolve(name));
              pictures.put(DemoPage.key(coded.format(), size.bytes()), name);
            });
    var tokens = ours.encode(image, new Budget.Bytes(sizes.getLast().bytes()));
    WholeFile.write(folder.resolve("landscape.jeton"), new JetonFile(ours, tokens).bytes());
    ImageFile.write(new TokenPicture(tokens).draw(), folder.resolve("tokens.png"));
    var page = folder.resolve("index.html");
    WholeFile.write(
        page, new DemoPage(comparison, pictures).html().getBytes(StandardCharsets.UTF_8));
    progress.clear();
    print(comparison, page);
    return 0;
  }

  private void print(Comparison comparison, Path page) {
    if (json) {
      Json.print(out(), comparison);
    } else {
      out().println(comparison);
      out().println("\nOpen " + page.toAbsolutePath().normalize());
    }
  }
}
