package dev.jeton.learn.elastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.Network;
import dev.jeton.learn.Objective;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProxyCodesTest {
  private static final int SIDE = 8;
  private static final int PATCHES = 4;
  private static final int CODES = 5;
  private static final int DIM = 3;

  private static final ElasticShape SHAPE =
      new ElasticShape(
          SIDE, 4, ElasticShape.Tokens.LINE, 2, 4, 16, 1, 1, 1, ElasticShape.Start.COSINE);

  private final Seed seed = new Seed();

  /** Pictures whose four patches have one brightness each. */
  private static Tensor patches(long seed, long step, int count) {
    var random = new SplittableRandom(seed * 31 + step);
    var values = new float[count * 3 * SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      var levels = random.doubles(2).toArray();
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < SIDE * SIDE; p++) {
          int patch = p / SIDE / 4 * 2 + p % SIDE / 4;
          values[(i * 3 + c) * SIDE * SIDE + p] = (float) levels[patch / 2];
        }
      }
    }
    return Tensor.of(values, count, 3, SIDE, SIDE);
  }

  /** A patch's mean in five steps, patches row by row. */
  private static Tensor steps(Tensor pictures) {
    int n = (int) pictures.size(0);
    float[] values = pictures.toFloats();
    var ids = new int[n * PATCHES];
    for (int i = 0; i < ids.length; i++) {
      int row = i % PATCHES / 2 * 4;
      int column = i % 2 * 4;
      float level = values[i / PATCHES * 3 * SIDE * SIDE + row * SIDE + column];
      ids[i] = Math.min(CODES - 1, (int) (level * CODES));
    }
    return Tensor.of(ids, ids.length);
  }

  private ProxyCodes proxy(Parameters parameters, Tensor codes) {
    var learning = CodeLearning.averages().cosine().restart(0.1);
    var quantizer = new LearntNearestCode(4, 16, learning, parameters, "quantizer.", 3);
    var decoder =
        Network.of("seq(conv(3,48,1),shuffle(4),affine(0.25,0.5))", parameters, "decoder.");
    return new ProxyCodes(
        SHAPE,
        quantizer,
        parameters,
        new ProxyCodes.Teacher(ProxyCodesTest::steps, codes, decoder),
        ProxyCodesTest::patches,
        16,
        0.06);
  }

  private static double last(Objective objective, Parameters parameters, int steps, String part) {
    double found = Double.NaN;
    try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      for (int i = 0; i < steps; i++) {
        try (var scope = new Scope()) {
          var step = new Objective.Step(i, 7, (double) i / steps);
          var loss = objective.loss(step);
          loss.total().backward();
          optimizer.step(1e-2);
          objective.changed(step);
          found = loss.parts().getOrDefault(part, Double.NaN);
        }
      }
    }
    return found;
  }

  /** The first stage learns the teacher's ids; the second leaves what makes the tokens alone. */
  @Test
  void stages() {
    try (var parameters = new Parameters(5, Device.CPU);
        var scope = new Scope()) {
      var codes = Tensor.of(seed.normals(CODES * DIM, 1), CODES, DIM);
      var proxy = proxy(parameters, codes);
      var decoder = parameters.get("decoder.0.weight").toFloats();
      double right = last(proxy.codes(), parameters, 60, "right");
      assertTrue(right > 0.5, right + ", " + seed.get());
      assertArrayEquals(decoder, parameters.get("decoder.0.weight").toFloats());

      var encoder = numbers(parameters, "encoder.");
      var scores = numbers(parameters, "proxy.");
      int[] ids = ids(proxy);
      double first = last(proxy.pixels(), parameters, 1, "psnr");
      double psnr = last(proxy.pixels(), parameters, 60, "psnr");
      assertTrue(psnr > first + 1, "%s to %s, %s".formatted(first, psnr, seed.get()));
      assertArrayEquals(encoder, numbers(parameters, "encoder."));
      assertArrayEquals(ids, ids(proxy));
      assertFalse(Arrays.equals(scores, numbers(parameters, "proxy.")));
      assertFalse(Arrays.equals(decoder, parameters.get("decoder.0.weight").toFloats()));
    }
  }

  /** The codec's pictures are the teacher's, of the mean code under the softmax of the scores. */
  @Test
  void decodesTheMeanCode() {
    try (var parameters = new Parameters(5, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var codes = Tensor.of(seed.normals(CODES * DIM, 1), CODES, DIM);
      var proxy = proxy(parameters, codes);
      var rows = Tensor.of(seed.normals(2 * 4, 1), 2, 4);
      var decoded = proxy.codec().decode(rows, 1, 2, null).toFloats();

      var classifier = Network.of(SHAPE.classifier(CODES), parameters, "proxy.");
      var tokens = rows.reshape(1, 1, 2, 4).permute(0, 3, 1, 2);
      float[] logits = classifier.forward(tokens, null).toFloats(); // [codes][patches]
      float[] table = codes.toFloats();
      var mean = new float[DIM * PATCHES];
      for (int p = 0; p < PATCHES; p++) {
        double sum = 0;
        for (int c = 0; c < CODES; c++) {
          sum += Math.exp(logits[c * PATCHES + p]);
        }
        for (int c = 0; c < CODES; c++) {
          double share = Math.exp(logits[c * PATCHES + p]) / sum;
          for (int d = 0; d < DIM; d++) {
            mean[d * PATCHES + p] += (float) (share * table[c * DIM + d]);
          }
        }
      }
      var decoder =
          Network.of("seq(conv(3,48,1),shuffle(4),affine(0.25,0.5))", parameters, "decoder.");
      float[] expected = decoder.forward(Tensor.of(mean, 1, DIM, 2, 2)).toFloats();
      assertEquals(3 * SIDE * SIDE, expected.length);
      assertArrayEquals(expected, decoded, 1e-4f, seed.get());
    }
  }

  private static int[] ids(ProxyCodes proxy) {
    var codec = proxy.codec();
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      float[] rows = codec.encode(patches(1, 1, 8)).toFloats();
      var ids = new int[rows.length / 4];
      codec.quantizer().freeze().encode(rows, ids.length, ids);
      return ids;
    }
  }

  private static float[] numbers(Parameters parameters, String prefix) {
    var values = new ArrayList<Float>();
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                for (float value : tensor.toFloats()) {
                  values.add(value);
                }
              }
            });
    var all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return all;
  }
}
