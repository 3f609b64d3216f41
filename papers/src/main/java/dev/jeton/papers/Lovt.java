package dev.jeton.papers;

import dev.jeton.measure.tokens.ScanOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Row 55, Analyzing the Language of Visual Tokens: are ids of pictures distributed like those of a
 * text? Visual tokens (tokenizers trained here on CIFAR-10; the first levels of shipped codecs)
 * against byte pairs of English with equally many ids, equally many tokens and equally long
 * sequences; shuffled tokens and independent draws as controls.
 */
final class Lovt implements Recipe {
  private static final List<String> DATA = List.of("cifar10", "imagenet_1k", "bsds500", "text");
  private static final List<ScanOrder> ONE_ORDER = List.of(ScanOrder.ROWS);

  private final LovtScale scale;

  Lovt() {
    this(LovtScale.FULL);
  }

  Lovt(LovtScale scale) {
    this.scale = scale;
  }

  @Override
  public int number() {
    return 55;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(3);
  }

  /** Languages of pictures: with how many ids, and so with which text they are compared. */
  static Map<String, Integer> visual() {
    var visual = new LinkedHashMap<String, Integer>();
    visual.put("cifar 512", 512);
    visual.put("cifar 1024", 1024);
    LovtShipped.ALL.forEach(shipped -> visual.put(shipped.name(), shipped.vocabulary()));
    return visual;
  }

  /** Those that are modelled and aligned too. */
  static List<String> main() {
    return List.of("cifar 512", LovtShipped.ALL.getFirst().name());
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var photos = once(() -> LovtSegments.read(bench));
    var languages = new LovtLanguages(bench, scale, bed, photos);
    var arms = new TreeMap<String, Arm>();
    var texts = visual().values().stream().distinct().map(size -> "text " + size).toList();
    for (var name :
        Stream.of(
                visual().keySet().stream(),
                texts.stream(),
                Stream.of("words", "zipf 512", "cifar 512, shuffled"))
            .flatMap(s -> s)
            .toList()) {
      add(arms, bench, name, seed -> LovtNumbers.counted(languages.of(name, seed)));
    }
    for (var name : Stream.concat(main().stream(), Stream.of("text 512")).toList()) {
      var orders = name.startsWith("text") ? ONE_ORDER : List.of(ScanOrder.values());
      add(
          arms,
          bench,
          "grammar of " + name,
          seed -> LovtNumbers.grammar(languages.of(name, seed), orders, scale.grammar()));
      add(
          arms,
          bench,
          "model of " + name,
          seed -> LovtNumbers.model(languages.of(name, seed), scale, seed, bed.get().listener()));
    }
    add(arms, bench, "alignment", seed -> new LovtAlignment(languages).measure(seed, main()));
    for (var shipped : LovtShipped.ALL) {
      add(arms, bench, "segments of " + shipped.name(), seed -> segments(photos.get(), shipped));
    }
    add(
        arms,
        bench,
        "segments of cifar 512",
        seed -> {
          var grids = photos.get().grids(languages.trained(512, seed).tiles());
          return photos.get().agreement(grids, LovtSegments.CELL_PIXELS);
        });
    return new LovtReport(arms).report();
  }

  private static void add(Map<String, Arm> arms, Workbench bench, String name, Workbench.Run run) {
    arms.put(name, bench.arm(name, DATA, run));
  }

  private static Map<String, Double> segments(LovtSegments photos, LovtShipped shipped)
      throws java.io.IOException {
    var codec = shipped.open();
    var grids = photos.photos().stream().map(photo -> shipped.grid(codec, photo.image())).toList();
    return photos.agreement(grids, 0);
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private @Nullable T value;

      @Override
      public T get() {
        if (value == null) {
          value = supplier.get();
        }
        return value;
      }
    };
  }
}
