package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Spec;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every term moves exactly what it should, by the gradient of its formula: on a linear encoder, a
 * quantizer, a linear decoder, against central differences in which choices and stop-gradients stay
 * as they are.
 */
class LossGradientsTest {
  private static final int DIM = 4;
  private static final int ROWS = 12;

  private final Parameters parameters = new Parameters(3, Device.CPU);
  private final Scope scope = new Scope();
  private final Tensor x = TinyAutoencoder.batch(5, ROWS);

  @AfterEach
  void free() {
    scope.close();
    parameters.close();
  }

  /** What is constant: the encoder's vectors, their ids and their codes. */
  private record Base(Tensor z, int[] ids, Tensor codes) {}

  private TinyAutoencoder net(String spec) {
    var quantizer = TrainableQuantizers.of(Spec.parse(spec), DIM, parameters, "q.", 11);
    return TinyAutoencoder.around(parameters, quantizer);
  }

  private Base base(TinyAutoencoder net) {
    var z = net.encode(x).detach();
    var result = net.quantizer().forward(z);
    return new Base(z, result.ids(), result.decoded().detach());
  }

  private Supplier<Tensor> term(TinyAutoencoder net, String name) {
    return () ->
        Objects.requireNonNull(net.quantizer().forward(net.encode(x)).terms().get(name), name);
  }

  private void check(TinyAutoencoder net, String name, Supplier<Tensor> twin, String... moved) {
    Differences.check(parameters, term(net, name), twin, Set.of(moved));
  }

  private Tensor picked(String codes, int[] ids) {
    return IndexOps.embedding(parameters.get(codes), Tensor.of(ids, ids.length));
  }

  private static Tensor square(Tensor a, Tensor b) {
    return a.sub(b).square().mean();
  }

  private static Tensor scaled(Tensor rows) {
    return rows.div(rows.square().sum(1).sqrt());
  }

  /** The reconstruction through an estimator whose gradient is that of {@code carrier}. */
  private void reconstruction(TinyAutoencoder net, Base base, Function<Tensor, Tensor> carrier) {
    var at = carrier.apply(base.z).detach();
    Differences.check(
        parameters,
        () -> net.error(net.quantizer().forward(net.encode(x)).decoded(), x),
        () -> net.error(base.codes.add(carrier.apply(net.encode(x)).sub(at)), x),
        Set.of("encoder", "decoder"));
  }

  @Test
  void codesByGradient() {
    var net = net("nearest:6,start=normal");
    var base = base(net);
    check(net, "codebook", () -> square(base.z, picked("q.codes", base.ids)), "q.codes");
    check(net, "commitment", () -> square(net.encode(x), base.codes).mul(0.25), "encoder");
    reconstruction(net, base, z -> z);
  }

  @Test
  void codesByAverages() {
    var net = net("nearest:6,start=normal,learn=ema,commitment=0.5");
    var base = base(net);
    assertEquals(Set.of("commitment"), net.quantizer().forward(net.encode(x)).terms().keySet());
    check(net, "commitment", () -> square(net.encode(x), base.codes).mul(0.5), "encoder");
    reconstruction(net, base, z -> z);
  }

  @Test
  void codesOfLengthOne() {
    var net = net("cosine:6,start=normal");
    var base = base(net);
    var unit = scaled(base.z);
    check(net, "codebook", () -> square(unit, scaled(picked("q.codes", base.ids))), "q.codes");
    check(net, "commitment", () -> square(scaled(net.encode(x)), base.codes).mul(0.25), "encoder");
    reconstruction(net, base, LossGradientsTest::scaled);
  }

  @Test
  void codesThroughALinearLayer() {
    for (boolean bias : new boolean[] {false, true}) {
      parameters.close();
      var net = net("simvq:6,bias=" + (bias ? 1 : 0));
      var base = base(net);
      var frozen = picked("q.codes", base.ids).detach();
      Supplier<Tensor> codes =
          () ->
              NetOps.linear(
                  frozen, parameters.get("q.weight"), bias ? parameters.get("q.bias") : null);
      var moved = bias ? new String[] {"q.weight", "q.bias"} : new String[] {"q.weight"};
      check(net, "codebook", () -> square(base.z, codes.get()), moved);
      check(net, "commitment", () -> square(net.encode(x), base.codes).mul(0.25), "encoder");
      reconstruction(net, base, z -> z);
    }
  }

  @Test
  void entropyMovesVectorsAndCodes() {
    var net = net("nearest:6,start=normal,entropy=0.3,temperature=0.5");
    check(net, "entropy", term(net, "entropy"), "encoder", "q.codes");
    parameters.close();
    var layered = net("simvq:6,entropy=0.3,temperature=0.5");
    check(layered, "entropy", term(layered, "entropy"), "encoder", "q.weight");
    parameters.close();
    var averaged = net("nearest:6,learn=ema,start=normal,entropy=0.3,temperature=0.5");
    check(averaged, "entropy", term(averaged, "entropy"), "encoder");
  }

  @Test
  void residualLevels() {
    var net = net("residual:3x5,start=normal");
    var base = base(net);
    var before = base.z.mul(0);
    for (int l = 0; l < 3; l++) {
      var name = "q." + l + ".codes";
      var ids = new int[ROWS];
      for (int i = 0; i < ROWS; i++) {
        ids[i] = base.ids[i * 3 + l];
      }
      var rest = base.z.sub(before);
      var after = before.add(picked(name, ids).detach());
      check(net, "codebook." + l, () -> square(rest, picked(name, ids)), name);
      check(net, "commitment." + l, () -> square(net.encode(x), after).mul(0.25), "encoder");
      before = after;
    }
    reconstruction(net, base, z -> z);
  }

  @Test
  void factorsThatDiffer() {
    var net = net("fq:2x5,start=normal");
    var base = base(net);
    Function<Tensor, Tensor> carrier =
        z -> IndexOps.cat(List.of(scaled(half(z, 0)), scaled(half(z, 1))), 1);
    var at = carrier.apply(base.z);
    Supplier<Tensor> decoded = () -> base.codes.add(carrier.apply(net.encode(x)).sub(at));
    check(
        net,
        "diversity",
        () -> CodeLosses.diversity(half(decoded.get(), 0), half(decoded.get(), 1)).mul(0.1),
        "encoder");
    for (int s = 0; s < 2; s++) {
      int slice = s;
      var code = half(base.codes, s);
      check(
          net,
          "commitment." + s,
          () -> square(scaled(half(net.encode(x), slice)), code).mul(0.25),
          "encoder");
    }
    reconstruction(net, base, carrier);
  }

  private static Tensor half(Tensor z, int side) {
    return z.narrow(1, 2L * side, 2);
  }

  @Test
  void signs() {
    var net = net("lfq:4,temperature=2");
    var base = base(net);
    check(net, "commitment", () -> square(net.encode(x), base.codes).mul(0.25), "encoder");
    check(net, "entropy", term(net, "entropy"), "encoder");
    reconstruction(net, base, z -> z);
  }

  @Test
  void signsOnTheSphere() {
    var net = net("bsq:4,commitment=0.5");
    var base = base(net);
    check(net, "commitment", () -> square(scaled(net.encode(x)), base.codes).mul(2), "encoder");
    check(net, "entropy", term(net, "entropy"), "encoder");
    reconstruction(net, base, LossGradientsTest::scaled);
  }

  @Test
  void rounding() {
    var net = net("fsq:5,5,4,3");
    reconstruction(net, base(net), z -> z);
  }

  @Test
  void rotation() {
    var net = net("nearest:6,start=normal,estimator=rotation");
    var base = base(net);
    var turns = rotations(base.z.toFloats(), base.codes.toFloats());
    reconstruction(net, base, z -> turns.matmul(z.reshape(ROWS, DIM, 1)).reshape(ROWS, DIM));
  }

  /** The matrices ‖q‖/‖z‖ · (I − 2 r rᵀ + 2 q̂ ẑᵀ), {@code [ROWS, DIM, DIM]}. */
  private static Tensor rotations(float[] z, float[] q) {
    var matrices = new float[ROWS * DIM * DIM];
    for (int i = 0; i < ROWS; i++) {
      double a = length(z, i);
      double b = length(q, i);
      var r = new double[DIM];
      double squares = 0;
      for (int d = 0; d < DIM; d++) {
        r[d] = z[i * DIM + d] / a + q[i * DIM + d] / b;
        squares += r[d] * r[d];
      }
      for (int d = 0; d < DIM; d++) {
        for (int e = 0; e < DIM; e++) {
          double one = d == e ? 1 : 0;
          double turn = q[i * DIM + d] / b * z[i * DIM + e] / a;
          matrices[(i * DIM + d) * DIM + e] =
              (float) (b / a * (one - 2 * r[d] * r[e] / squares + 2 * turn));
        }
      }
    }
    return Tensor.of(matrices, ROWS, DIM, DIM);
  }

  private static double length(float[] rows, int i) {
    double squares = 0;
    for (int d = 0; d < DIM; d++) {
      squares += rows[i * DIM + d] * rows[i * DIM + d];
    }
    return Math.sqrt(squares);
  }
}
