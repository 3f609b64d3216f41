package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.learn.quantize.LatentPerturbation.Anneal;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PerturbedQuantizerTest {
  private static final List<String> SPECS =
      List.of(
          "nearest:32,start=normal",
          "cosine:32,learn=ema,start=normal",
          "simvq:32",
          "nearest:32,start=normal,estimator=rotation",
          "residual:2x32,start=normal,drop=0.5,rows=4",
          "product:2x32,start=normal,diversity=0.1");

  private final Seed seed = new Seed();

  private static TrainableQuantizer clean(String spec, Parameters parameters) {
    return TrainableQuantizers.of(Spec.parse(spec), 4, parameters, "", 3);
  }

  private static LatentPerturbation noise(double alpha, double beta, int delta) {
    return new LatentPerturbation(alpha, beta, delta, 4);
  }

  /** Decoded vectors, gradient of the vectors, terms. */
  private record Passed(float[] decoded, float[] grad, int[] ids, List<Double> terms) {
    static Passed of(TrainableQuantizer quantizer, float[] rows) {
      var z = Tensor.of(rows, rows.length / 4, 4).requireGrad(true);
      var result = quantizer.forward(z);
      var weights = Tensor.range(rows.length).floats().reshape(-1, 4);
      result.decoded().mul(weights).sum().backward();
      return new Passed(
          result.decoded().toFloats(),
          Objects.requireNonNull(z.grad()).toFloats(),
          result.ids(),
          result.terms().values().stream().map(Tensor::item).toList());
    }
  }

  @Test
  void withoutNoiseNothingChanges() {
    float[] rows = seed.normals(40 * 4, 1);
    for (var spec : SPECS) {
      for (var none : List.of(noise(0, 1, 32), noise(1, 0, 32), noise(1, 1, 1))) {
        try (var parameters = new Parameters(1, Device.CPU);
            var scope = new Scope()) {
          var expected = Passed.of(clean(spec, parameters), rows);
          var found =
              Passed.of(
                  new PerturbedQuantizer(clean(spec, parameters), none, seed.random().nextLong()),
                  rows);
          assertArrayEquals(expected.decoded(), found.decoded(), seed);
          assertArrayEquals(expected.grad(), found.grad(), seed);
        }
      }
    }
  }

  /** With noise only the decoded vectors change: to those of near codes. */
  @Test
  void idsTermsAndGradientStay() {
    float[] rows = seed.normals(40 * 4, 1);
    for (var spec : SPECS) {
      try (var parameters = new Parameters(1, Device.CPU);
          var scope = new Scope()) {
        var expected = Passed.of(clean(spec, parameters), rows);
        var quantizer = new PerturbedQuantizer(clean(spec, parameters), noise(1, 1, 8), 5);
        var found = Passed.of(quantizer, rows);
        assertArrayEquals(expected.ids(), found.ids(), seed);
        assertArrayEquals(expected.grad(), found.grad(), seed);
        assertEquals(expected.terms(), found.terms(), seed);
        assertFalse(Arrays.equals(expected.decoded(), found.decoded()), seed);
        assertTrue(Arrays.stream(expected.ids()).noneMatch(id -> id >= 32), seed);
      }
    }
  }

  @Test
  void whatIsDecodedIsANearCode() {
    float[] rows = seed.normals(40 * 4, 1);
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer =
          new PerturbedQuantizer(clean(SPECS.getFirst(), parameters), noise(1, 1, 5), 5);
      var found = Passed.of(quantizer, rows);
      var codes = new float[32 * 4];
      quantizer.freeze().decode(IntStream.range(0, 32).toArray(), 32, codes);
      for (int i = 0; i < 40; i++) {
        int row = i;
        int at = 4 * found.ids()[i];
        double now = distance(codes, at, found.decoded(), 4 * row);
        double[] sorted =
            IntStream.range(0, 32)
                .mapToDouble(k -> distance(codes, at, codes, 4 * k))
                .sorted()
                .toArray();
        assertTrue(now <= sorted[4] * (1 + 1e-5), seed);
        assertTrue(
            IntStream.range(0, 32)
                .anyMatch(k -> distance(codes, 4 * k, found.decoded(), 4 * row) == 0),
            seed);
      }
    }
  }

  private static double distance(float[] a, int from, float[] b, int at) {
    double sum = 0;
    for (int d = 0; d < 4; d++) {
      sum += Math.pow((double) a[from + d] - b[at + d], 2);
    }
    return sum;
  }

  /** The released code takes the first pictures of a batch; here each has its own chance. */
  @Test
  void everyPictureHasItsOwnDraw() {
    int pictures = 2000;
    double beta = 0.3;
    float[] rows = seed.normals(pictures * 4 * 4, 1);
    try (var parameters = new Parameters(1, Device.CPU)) {
      var plain = clean("nearest:512,start=normal", parameters);
      var quantizer = new PerturbedQuantizer(plain, noise(1, beta, 512), seed.random().nextLong());
      boolean[] before = {};
      for (int step = 0; step < 3; step++) {
        try (var scope = new Scope()) {
          var expected = Passed.of(plain, rows).decoded();
          var found = Passed.of(quantizer, rows).decoded();
          var hit = new boolean[pictures];
          int tokens = 0;
          for (int i = 0; i < rows.length / 4; i++) {
            if (Arrays.mismatch(expected, i * 4, i * 4 + 4, found, i * 4, i * 4 + 4) >= 0) {
              hit[i / 4] = true;
              tokens++;
            }
          }
          int count = count(hit, 0, pictures);
          // Six standard deviations; in a hit picture all tokens change, but for one in 512.
          assertEquals(beta * pictures, count, 6 * Math.sqrt(pictures * beta * (1 - beta)), seed);
          assertTrue(tokens > 0.97 * 4 * count, seed);
          assertTrue(count(hit, pictures / 2, pictures) > 0.3 * count, seed);
          assertFalse(Arrays.equals(before, hit), seed);
          before = hit;
          quantizer.changed();
        }
      }
    }
  }

  private static int count(boolean[] hit, int from, int to) {
    return (int) IntStream.range(from, to).filter(i -> hit[i]).count();
  }

  @Test
  void alphaAndDeltaFall() {
    var anneal = new Anneal(10, 20, 0.2);
    var noise = new LatentPerturbation(0.5, 1, 25, 1, anneal);
    assertEquals(List.of(1.0, 1.0, 0.6, 0.2, 0.2), ratios(anneal, 0, 10, 15, 20, 1000));
    assertEquals(0.5, noise.alpha(3));
    assertEquals(0.3, noise.alpha(15), 1e-12);
    assertEquals(25, noise.delta(0));
    assertEquals(15, noise.delta(15));
    assertEquals(5, noise.delta(50));
    assertEquals(1, new LatentPerturbation(1, 1, 3, 1, new Anneal(0, 0, 0)).delta(0));
    assertEquals(new Anneal(100, 300, 0.5), Anneal.of(500));
    assertEquals(1, Anneal.NONE.ratio(7));
  }

  private static List<Double> ratios(Anneal anneal, long... steps) {
    return Arrays.stream(steps)
        .mapToObj(step -> Math.round(anneal.ratio(step) * 1e12) / 1e12)
        .toList();
  }

  @Test
  void specsSayIt() {
    try (var parameters = new Parameters(1, Device.CPU)) {
      for (var spec :
          List.of(
              "nearest:64,noise=1/0.1/25,tokens=64",
              "cosine:64,noise=0.9/1/2,tokens=1,anneal=20/60/0.5,learn=ema",
              "residual:2x64,noise=1/0.1/25,tokens=64",
              "product(2,nearest(64),noise=1/0.1/25,tokens=64)")) {
        assertTrue(clean(spec, parameters) instanceof PerturbedQuantizer, spec);
      }
      assertRefused(
          "nearest:64,noise=1/0.1,tokens=4",
          "noise in 'nearest(64,noise=1/0.1,tokens=4)' is ALPHA/BETA/DELTA, such as 1/0.1/25,"
              + " found '1/0.1'");
      assertRefused(
          "nearest:64,noise=1/0.1/25",
          "noise in 'nearest(64,noise=1/0.1/25)' is drawn per picture: say how many tokens one has,"
              + " such as tokens=64");
      assertRefused(
          "nearest:64,noise=1/x/25,tokens=4",
          "noise in 'nearest(64,noise=1/x/25,tokens=4)' is ALPHA/BETA/DELTA, such as 1/0.1/25,"
              + " found '1/x/25'");
      assertRefused(
          "nearest:64,noise=1/2/25,tokens=4",
          "expected alpha and beta in 0..1, delta >= 1 and tokens >= 1, found 1.0, 2.0, 25 and 4");
      assertRefused(
          "nearest:16,noise=1/0.1/25,tokens=4",
          "expected 1..16 nearest codes, the size of the codebook, found 25");
      assertRefused(
          "nearest:64,noise=1/0.1/2.5,tokens=4",
          "noise in 'nearest(64,noise=1/0.1/2.5,tokens=4)' is ALPHA/BETA/DELTA, such as 1/0.1/25,"
              + " found '1/0.1/2.5'");
      assertRefused(
          "nearest:64,anneal=1/2/0.5",
          "nearest has no option 'anneal'; known: commitment, decay, entropy, estimator, learn,"
              + " restart, start, temperature");
    }
  }

  private static void assertRefused(String spec, String message) {
    try (var parameters = new Parameters(1, Device.CPU)) {
      var e = assertThrows(IllegalArgumentException.class, () -> clean(spec, parameters));
      assertEquals(message, e.getMessage());
    }
  }

  @Test
  void roundingAndBrokenBatchesAreRefused() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> clean("fsq:5,5,5,5,noise=1/1/2,tokens=1", parameters));
      assertTrue(String.valueOf(e.getMessage()).startsWith("expected codebooks"), e::getMessage);
      var quantizer = new PerturbedQuantizer(clean("nearest:8", parameters), noise(1, 1, 2), 1);
      var broken =
          assertThrows(IllegalArgumentException.class, () -> quantizer.forward(Tensor.zeros(6, 4)));
      assertEquals("expected pictures of 4 vectors, found 6 vectors", broken.getMessage());
    }
  }

  /** All of the contract but that decoded vectors are those of the ids. */
  @Nested
  class Contract extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return TrainableQuantizers.of(
          Spec.parse("nearest:16,noise=1/0.5/4,tokens=1,anneal=3/8/0.5,learn=ema,start=normal"),
          3,
          parameters,
          "q.",
          7);
    }

    @Override
    @Test
    void freezingKeepsIdsAndVectors() {
      int n = 100;
      float[] rows = seed.normals(n * 3, 1);
      try (var parameters = new Parameters(1, Device.CPU);
          var scope = new Scope()) {
        var quantizer = quantizer(parameters);
        var ids = new int[n];
        quantizer.freeze().encode(rows, n, ids);
        assertArrayEquals(ids, quantizer.forward(Tensor.of(rows, n, 3)).ids(), seed);
      }
    }
  }
}
