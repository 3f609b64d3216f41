package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Spec;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/train.md does what the page says. */
class TrainPageTest {

  /** Learns codes of vectors and gives the quantizer that runs without libtorch. */
  static Quantizer learn(String spec, float[] vectors, int dim, int steps) {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer = TrainableQuantizers.of(Spec.parse(spec), dim, parameters, "", 1);
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < steps; step++) {
          try (var inner = new Scope()) {
            var z = Tensor.of(vectors, vectors.length / dim, dim);
            var loss = quantizer.forward(z).loss(); // add your reconstruction loss, if there is one
            if (loss.requiresGrad()) {
              loss.backward();
              optimizer.step(1e-3);
            }
            quantizer.changed();
          }
        }
      }
      return quantizer.freeze();
    }
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    var page = Files.readString(Path.of("../docs/train.md"));
    var here =
        Files.readAllLines(Path.of("src/test/java/dev/jeton/learn/quantize/TrainPageTest.java"))
            .stream()
            .map(String::strip)
            .toList();
    var code = page.substring(page.indexOf("/** Learns"), page.indexOf("```\n\n`learn("));
    for (var line : code.lines().map(String::strip).toList()) {
      assertTrue(here.contains(line), "not in this test: " + line);
    }
  }

  @Test
  void everyNameOnThePageLearns() {
    var seed = new Seed();
    int n = 400;
    for (var spec :
        List.of(
            "nearest:32",
            "nearest:32,learn=ema,start=kmeans,restart=0.1",
            "cosine:32",
            "simvq:32",
            "residual:3x16,drop=0.5",
            "product:2x16",
            "fq:2x16",
            "nearest:32,learn=ema,restart=0.1,noise=1/0.1/25,tokens=4,anneal=10/20/0.5",
            "residual:3x16,drop=0.5,noise=1/0.5/4,tokens=4",
            "fsq:5,5,3,3",
            "lfq:4",
            "bsq:4,levels=2")) {
      float[] z = seed.normals(n * 4, 1);
      var frozen = learn(spec, z, 4, 30);
      var ids = new int[n * frozen.vocabulary().levels()];
      frozen.encode(z, n, ids);
      var decoded = new float[n * 4];
      frozen.decode(ids, n, decoded);
      for (int i = 0; i < ids.length; i++) {
        int size = frozen.vocabulary().size(i % frozen.vocabulary().levels());
        assertTrue(ids[i] >= 0 && ids[i] < size, spec);
      }
    }
  }

  /** What is learnt is better than what was drawn: the error falls. */
  @Test
  void codesMoveToTheVectors() {
    float[] z = new Seed().normals(400 * 4, 1);
    for (var spec : List.of("nearest:32,start=normal", "simvq:32", "nearest:32,learn=ema")) {
      assertEquals(
          -1, Double.compare(error(learn(spec, z, 4, 400), z), error(learn(spec, z, 4, 0), z)));
    }
  }

  private static double error(Quantizer quantizer, float[] z) {
    int n = z.length / quantizer.dim();
    var ids = new int[n];
    quantizer.encode(z, n, ids);
    var decoded = new float[z.length];
    quantizer.decode(ids, n, decoded);
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += (z[i] - decoded[i]) * (z[i] - decoded[i]);
    }
    return sum / n;
  }
}
