package dev.jeton.learn.elastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.Objective;
import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.media.image.ImageFile;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticTrainingTest {
  private static final int TOKENS = 4;
  private static final int SIDE = 16;

  private final Seed seed = new Seed();
  @TempDir private Path folder;

  private static ElasticShape shape(ElasticShape.Tokens tokens, ElasticShape.Start start) {
    int count = tokens == ElasticShape.Tokens.GRID ? 16 : TOKENS;
    return new ElasticShape(SIDE, 4, tokens, count, 4, 32, 1, 1, 1, start);
  }

  private static LatentCodec codec(ElasticShape shape, Parameters parameters) {
    try (var scope = new Scope()) {
      var learning = CodeLearning.averages().cosine().restart(0.1);
      return LatentCodec.of(
          shape, new LearntNearestCode(4, 32, learning, parameters, "quantizer.", 3), parameters);
    }
  }

  /** Slopes in three colours: four numbers tell each apart. */
  private static Tensor slopes(long seed, long step, int count) {
    var random = new java.util.SplittableRandom(seed * 31 + step);
    var values = new float[count * 3 * SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      double across = random.nextDouble() - 0.5;
      double down = random.nextDouble() - 0.5;
      for (int p = 0; p < SIDE * SIDE; p++) {
        double value = 0.5 + across * (p % SIDE - 7.5) / SIDE + down * (p / SIDE - 7.5) / SIDE;
        for (int c = 0; c < 3; c++) {
          values[(i * 3 + c) * SIDE * SIDE + p] = (float) value;
        }
      }
    }
    return Tensor.of(values, count, 3, SIDE, SIDE);
  }

  @ParameterizedTest
  @EnumSource
  void learns(ElasticShape.Tokens tokens) {
    try (var parameters = new Parameters(5, Device.CPU)) {
      var codec = codec(shape(tokens, ElasticShape.Start.COSINE), parameters);
      var dropout =
          tokens == ElasticShape.Tokens.GRID
              ? NestedDropout.none(16)
              : new NestedDropout(TOKENS, NestedDropout.Law.UNIFORM, 0);
      var objective =
          new ElasticAutoencoding(
              codec, dropout, ElasticTrainingTest::slopes, 16, 0.03, Device.CPU);
      double first = 0;
      double last = 0;
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int i = 0; i < 60; i++) {
          try (var scope = new Scope()) {
            var step = new Objective.Step(i, 7, i / 60.0);
            var loss = objective.loss(step);
            loss.total().backward();
            parameters.clipGrads(1);
            optimizer.step(3e-3);
            objective.changed(step);
            first = i == 0 ? loss.total().item() : first;
            last = loss.total().item();
          }
        }
      }
      assertTrue(last < 0.6 * first, "loss %s, at first %s".formatted(last, first));
    }
  }

  /** The codec that ships decodes what was trained, from all tokens and from the first. */
  @ParameterizedTest
  @EnumSource
  void theFileHoldsWhatWasTrained(ElasticShape.Start start) throws IOException {
    var shape = shape(ElasticShape.Tokens.CAUSAL, start);
    var file = folder.resolve("elastic.safetensors");
    try (var scope = new Scope();
        var parameters = new Parameters(seed.random().nextLong(), Device.CPU)) {
      var codec = codec(shape, parameters);
      var frozen = codec.quantizer().freeze();
      ElasticFile.write(file, shape, parameters, frozen, new LinkedHashMap<>());
      var shipped = open(file);
      var tokens = shipped.encode(picture(), Budget.UNLIMITED);
      for (int kept = 1; kept <= TOKENS; kept++) {
        var vectors = new float[kept * 4];
        frozen.decode(tokens.prefix(kept).ids(), kept, vectors);
        var y = codec.decode(Tensor.of(vectors, kept, 4), 1, kept, null);
        assertArrayEquals(
            y.clamp(0, 1).permute(0, 2, 3, 1).toFloats(),
            shipped.decode(tokens.prefix(kept)).pixels(),
            1e-2f,
            seed);
      }
    }
  }

  private Signal.Image picture() {
    var pixels = seed.normals(SIDE * SIDE * 3, 0.2);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.clamp(0.5f + pixels[i], 0f, 1f);
    }
    return new Signal.Image(SIDE, SIDE, pixels);
  }

  @SuppressWarnings("unchecked") // the family is for images
  private static Codec<Signal.Image> open(Path file) throws IOException {
    return (Codec<Signal.Image>) Codecs.open(Spec.parse("elastic-own"), ModelFiles.withOwn(file));
  }

  @Test
  void trainsFromPhotosAndGoesOn() throws IOException {
    for (int i = 0; i < 3; i++) {
      ImageFile.write(picture(), folder.resolve(i + ".png"));
    }
    var out = folder.resolve("run");
    var lines = new ArrayList<String>();
    training(out, 0.01, lines).run();
    byte[] weights = Files.readAllBytes(out.resolve("elastic.safetensors"));
    training(out, 0.01, lines).run();
    assertArrayEquals(weights, Files.readAllBytes(out.resolve("elastic.safetensors")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("psnr@1 ")), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("goes on from")), lines.toString());
    assertEquals(SIDE, open(out.resolve("elastic.safetensors")).decode(tokens(out)).width());
  }

  private dev.jeton.core.Tokens.Ids tokens(Path out) throws IOException {
    return open(out.resolve("elastic.safetensors")).encode(picture(), new Budget.Tokens(2));
  }

  private ElasticTraining training(Path out, double minutes, List<String> lines)
      throws IOException {
    var request =
        new ElasticTraining.Request(
            List.of(folder),
            out,
            minutes,
            1,
            1,
            shape(ElasticShape.Tokens.LINE, ElasticShape.Start.COSINE),
            32,
            new NestedDropout(TOKENS, NestedDropout.Law.POWERS_OF_TWO, 0.1),
            0.5,
            4,
            1e-3,
            1,
            Device.CPU,
            "");
    return new ElasticTraining(
        request,
        new TrainingListener() {
          @Override
          public void progress(Progress progress) {
            lines.add(progress.line());
          }

          @Override
          public void note(String line) {
            lines.add(line);
          }
        });
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ElasticShape(
                30, 4, ElasticShape.Tokens.LINE, 4, 4, 32, 1, 1, 1, ElasticShape.Start.LEARNT));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ElasticShape(
                32, 4, ElasticShape.Tokens.GRID, 4, 4, 32, 1, 1, 1, ElasticShape.Start.LEARNT));
  }
}
