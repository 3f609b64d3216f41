package dev.jeton.papers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A workbench on this machine.
 *
 * @param paper number of the row it serves
 * @param seeds to run
 * @param budget training time per cell
 * @param deadline no cell begins after it
 * @param dataFolder holds the data sets by name
 * @param cacheFolder holds trained things by the hash of their description
 * @param results where cells are stored
 * @param commit of the running code
 * @param progress is told what happens, a line at a time
 */
public record LocalWorkbench(
    int paper,
    List<Long> seeds,
    Duration budget,
    Instant deadline,
    Path dataFolder,
    Path cacheFolder,
    Results results,
    String commit,
    Consumer<String> progress)
    implements Workbench {

  public LocalWorkbench {
    seeds = List.copyOf(seeds);
  }

  @Override
  public Path data(String name) {
    var folder = dataFolder.resolve(name);
    if (!Files.exists(folder)) {
      throw new IllegalArgumentException(
          "expected data set '%s' at %s, found nothing; name its folder's parent with --data"
              .formatted(name, folder));
    }
    return folder;
  }

  @Override
  public <T> T cached(String key, Format<T> format, Maker<T> maker) {
    var file = cacheFolder.resolve(hex(sha256().digest(key.getBytes(StandardCharsets.UTF_8))));
    try {
      if (!Files.exists(file)) {
        progress.accept("making " + key);
        Files.createDirectories(cacheFolder);
        var part = Files.createTempFile(cacheFolder, "making", ".part");
        format.write(maker.make(), part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return format.read(file);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot make " + key + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Arm arm(String name, List<String> data, Run run) {
    var cells = new ArrayList<Cell>();
    for (long seed : seeds) {
      var stored = results.of(paper).cell(name, seed);
      cells.add(stored.isPresent() ? stored.get() : measure(name, data, seed, run));
    }
    return new Arm(name, cells);
  }

  private Cell measure(String arm, List<String> data, long seed, Run run) {
    if (Instant.now().isAfter(deadline)) {
      throw new OutOfTimeException(arm, seed);
    }
    progress.accept("paper %d: %s, seed %d".formatted(paper, arm, seed));
    var start = Instant.now();
    try {
      var numbers = run.measure(seed);
      double minutes = Duration.between(start, Instant.now()).toMillis() / 60_000.0;
      var cell =
          new Cell(
              arm,
              seed,
              numbers,
              Math.round(minutes * 100) / 100.0,
              dataHash(data),
              commit,
              machine(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      results.add(paper, cell);
      return cell;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "cell %s, seed %d: %s".formatted(arm, seed, e.getMessage()), e);
    }
  }

  /** Over the names and sizes of all files, in order: cheap, and changes when the data does. */
  private String dataHash(List<String> names) {
    var digest = sha256();
    for (var name : names) {
      var folder = data(name);
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          var line = folder.relativize(file) + " " + Files.size(file) + "\n";
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return hex(digest.digest());
  }

  private static String machine() {
    var runtime = Runtime.getRuntime();
    return "%s, %d cores, JDK %s"
        .formatted(System.getProperty("os.arch"), runtime.availableProcessors(), Runtime.version());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest, 0, 8);
  }
}
