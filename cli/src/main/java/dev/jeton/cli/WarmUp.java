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

  /** The stored results of a paper. */
  private static final String RESULTS =
      """
      {"paper": 1, "cells": [{"arm": "a", "seed": 1, "numbers": {"n": 1.5}, "budgetMinutes": 1,
        "minutes": 1.1, "load": 0.1, "data": "d", "commit": "c", "machine": "m",
        "date": "2026-01-01T00:00:00Z"}],
       "report": {"paper": 1, "claims": [{"statement": "s", "ours": 1.5, "baseline": "NaN",
        "spread": 0.1, "seeds": 1, "comparison": "AT_LEAST", "threshold": 1, "note": ""}],
        "summary": "s"}}
      """;

  private WarmUp() {}

  /** Argument: {@code quick} for commands that compute nothing, {@code compute} for the others. */
  public static void main(String[] args) throws IOException {
    run("--help");
    run("--version");
    run("codecs");
    run("codecs", "--json");
    run("nonsense");
    run("codecs", "--nonsense");
    var folder = Files.createTempDirectory("jeton");
    try {
      papers(folder);
      if (args.length > 0 && args[0].equals("compute")) {
        compute(folder);
      }
    } finally {
      delete(folder);
    }
  }

  private static void papers(Path folder) throws IOException {
    Files.writeString(folder.resolve("01.json"), RESULTS);
    String results = "--results=" + folder;
    for (var json : new String[] {"--verbose", "--json"}) {
      run("papers", "list", results, json);
      run("papers", "show", "1", results, json);
    }
    run("papers", "report", results, "-o", folder + "/papers.md");
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
