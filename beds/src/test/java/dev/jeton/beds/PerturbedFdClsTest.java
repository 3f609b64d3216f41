package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.quantize.TrainableQuantizers;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PerturbedFdClsTest {
  private static final int SIDE = 16;

  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void note(String line) {}
      };

  /** Ramps of random direction and colour. */
  private static Pictures ramps(Seed seed, int count) {
    var random = seed.random();
    var pixels = new byte[count][3 * SIDE * SIDE];
    for (var picture : pixels) {
      for (int c = 0; c < 3; c++) {
        double a = random.nextDouble(-8, 8);
        double b = random.nextDouble(-8, 8);
        for (int i = 0; i < SIDE * SIDE; i++) {
          double value = 128 + a * (i / SIDE - 7.5) + b * (i % SIDE - 7.5);
          picture[c * SIDE * SIDE + i] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
      }
    }
    return new Pictures(List.of("ramp"), 3, SIDE, SIDE, pixels, new int[count]);
  }

  /** Trains a tokenizer and tells how its pictures bear near misses; the smaller, the better. */
  static double score(String spec, Pictures train, Pictures test, long steps, int width)
      throws IOException {
    try (var parameters = new Parameters(1, Device.CPU);
        var classifier = Classifier.shipped()) {
      PictureCodec codec;
      try (var scope = new Scope()) {
        var quantizer = TrainableQuantizers.of(Spec.parse(spec), 16, parameters, "quantizer.", 1);
        codec = PictureCodec.ofCells4(width, 2, z -> z, quantizer, parameters);
      }
      var nothing = PictureAutoencoding.nothingElse();
      var objective = new PictureAutoencoding(codec, train, 32, Device.CPU, nothing);
      new ShortTraining("tokenizer", steps, 32, 1e-3, 1).run(parameters, objective, SILENT);
      var grid = PerturbedFdCls.Grid.STANDARD;
      return PerturbedFdCls.of(codec, test, new FdCls(classifier), grid, 1).mean();
    }
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    var page = Files.readString(Path.of("../docs/train.md"));
    var here =
        Files.readAllLines(Path.of("src/test/java/dev/jeton/beds/PerturbedFdClsTest.java")).stream()
            .map(String::strip)
            .toList();
    var code = page.substring(page.indexOf("/** Trains a tokenizer"));
    code = code.substring(0, code.indexOf("```"));
    for (var line : code.lines().map(String::strip).toList()) {
      assertTrue(here.contains(line), "not in this test: " + line);
    }
  }

  @Test
  void aSpecWithNoiseHasAScore() throws IOException {
    var seed = new Seed();
    var pictures = ramps(seed, 100);
    var spec = "nearest:64,learn=ema,restart=0.1,noise=1/0.5/4,tokens=16,anneal=2/4/0.5";
    double score = score(spec, pictures, pictures.subset(0, 60), 6, 16);
    assertTrue(Double.isFinite(score) && score > 0, seed);
  }

  @Test
  void withoutDisturbanceItIsThatOfReconstructions() throws IOException {
    var seed = new Seed();
    var pictures = ramps(seed, 130);
    try (var parameters = new Parameters(1, Device.CPU);
        var classifier = Classifier.shipped()) {
      var codec = codec("nearest:50,start=normal", parameters);
      var judge = new FdCls(classifier);
      double expected = PictureEvaluation.of(codec, pictures, judge).fdCls();
      var none = new PerturbedFdCls.Grid(List.of(0.0, 0.5), List.of(0.02));
      var found = PerturbedFdCls.of(codec, pictures, judge, none, 3);
      assertEquals(2, found.points().size());
      for (var point : found.points()) { // 2 % of 50 codes is the code itself
        assertEquals(1, point.delta());
        assertEquals(expected, point.fdCls(), 1e-6 * (1 + expected), seed);
      }
      assertEquals(expected, found.mean(), 1e-6 * (1 + expected), seed);
      var all = new PerturbedFdCls.Grid(List.of(1.0), List.of(1.0));
      var wild = PerturbedFdCls.of(codec, pictures, judge, all, 3);
      assertTrue(Math.abs(wild.mean() - expected) > 1e-3 * expected, seed);
    }
  }

  @Test
  void roundingHasNoNearCodes() throws IOException {
    var pictures = ramps(new Seed(), 10);
    try (var parameters = new Parameters(1, Device.CPU);
        var classifier = Classifier.shipped()) {
      var codec = codec("fsq:5,5,5", parameters);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  PerturbedFdCls.of(
                      codec, pictures, new FdCls(classifier), PerturbedFdCls.Grid.STANDARD, 1));
      assertTrue(String.valueOf(e.getMessage()).startsWith("expected codebooks"), e::getMessage);
    }
  }

  private static PictureCodec codec(String spec, Parameters parameters) {
    try (var scope = new Scope()) {
      int dim = spec.startsWith("fsq") ? 3 : 8;
      var quantizer = TrainableQuantizers.of(Spec.parse(spec), dim, parameters, "quantizer.", 3);
      return PictureCodec.ofCells4(16, 1, UnaryOperator.identity(), quantizer, parameters);
    }
  }
}
