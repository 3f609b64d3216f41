package dev.jeton.cli;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Runs what users run most, so that the launcher can keep the loaded and linked classes in an
 * ahead-of-time cache.
 */
final class WarmUp {
  private static final int SIDE = 176; // the least that has room for all five scales of MS-SSIM

  private WarmUp() {}

  /** Argument: {@code quick} for commands that compute nothing, {@code compute} for the others. */
  public static void main(String[] args) throws IOException {
    run("--help");
    run("--version");
    run("codecs");
    run("codecs", "--json");
    run("nonsense");
    run("codecs", "--nonsense");
    if (args.length > 0 && args[0].equals("compute")) {
      var folder = Files.createTempDirectory("jeton");
      try {
        compute(folder);
      } finally {
        delete(folder);
      }
    }
  }

  private static void compute(Path folder) throws IOException {
    String image = folder + "/a.png";
    ImageFile.write(new Signal.Image(SIDE, SIDE, new float[SIDE * SIDE * 3]), Path.of(image));
    String file = folder + "/a.jeton";
    run("encode");
    run("encode", "--help");
    run("encode", image, "-o", file, "--tokens", "40");
    run("decode", file, "-o", folder + "/b.png");
    run("inspect", file);
    run("inspect", file, "--json");
    run("compare", image);
  }

  private static void run(String... args) {
    Main.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), args);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
