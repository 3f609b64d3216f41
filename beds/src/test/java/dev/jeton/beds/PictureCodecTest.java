package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingListener;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureCodecTest {
  private static final int SIDE = 16;

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

  private static PictureCodec codec(Parameters parameters) {
    try (var scope = new Scope()) {
      var quantizer =
          new LearntNearestCode(8, 64, CodeLearning.linear(true), parameters, "quantizer.", 3);
      return PictureCodec.ofCells4(16, 1, UnaryOperator.identity(), quantizer, parameters);
    }
  }

  @Test
  void learnsAndShipsWhatItLearnt() throws Exception {
    var seed = new Seed();
    var pictures = ramps(seed, 200);
    var errors = new ArrayList<Double>();
    var listener =
        new TrainingListener() {
          @Override
          public void progress(Progress progress) {
            errors.add(progress.loss());
          }

          @Override
          public void note(String line) {}
        };
    try (var parameters = new Parameters(1, Device.CPU)) {
      var codec = codec(parameters);
      double before = mse(codec, pictures);
      new ShortTraining("test", 150, 16, 3e-3, 1)
          .run(
              parameters,
              new PictureAutoencoding(
                  codec, pictures, 16, Device.CPU, PictureAutoencoding.nothingElse()),
              listener);
      double after = mse(codec, pictures);
      assertTrue(after < 0.3 * before, "%s: %s to %s".formatted(seed.get(), before, after));
      assertTrue(!errors.isEmpty(), "no progress was told");
      idsAloneGiveTheSamePictures(codec, pictures);
    }
  }

  private static double mse(PictureCodec codec, Pictures pictures) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var x = pictures.batch(IntStream.range(0, 50).toArray());
      return x.sub(codec.forward(x).decoded()).square().mean().item();
    }
  }

  private static void idsAloneGiveTheSamePictures(PictureCodec codec, Pictures pictures) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var x = pictures.batch(IntStream.range(0, 20).toArray());
      var pass = codec.forward(x);
      int[] ids = PictureEvaluation.ids(codec, pictures.subset(0, 20));
      assertEquals(20 * 4 * 4, ids.length);
      assertArrayEquals(pass.quantized().ids(), ids);
      var decoded = PictureEvaluation.decode(codec, codec.quantizer().freeze(), ids, 20);
      assertArrayEquals(pass.decoded().toFloats(), decoded.toFloats(), 1e-4f);
    }
  }
}
