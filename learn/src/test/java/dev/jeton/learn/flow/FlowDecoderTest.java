package dev.jeton.learn.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FlowDecoderTest {
  private static final FlowDecoder.Shape SHAPE = new FlowDecoder.Shape(2, 16, 2, 32, 3, 5, 3, 8, 4);

  /** Fewer values in a patch than numbers to hold them. */
  private static final FlowDecoder.Shape SMALL = new FlowDecoder.Shape(2, 16, 2, 32, 3, 5, 3, 4, 2);

  private static final int N = 4;

  /** Weights that start at zero are given values, so that every layer counts. */
  private static void disturb(Parameters parameters, Seed seed) {
    parameters
        .all()
        .forEach(
            (name, tensor) ->
                tensor.copyFrom(
                    tensor.add(
                        Tensor.of(seed.normals((int) tensor.count(), 0.2), tensor.shape()))));
  }

  private static Tensor pictures(Seed seed) {
    return Tensor.of(seed.normals(N * 3 * 64, 1), N, 3, 8, 8);
  }

  private static Tensor registers(Seed seed) {
    return Tensor.of(seed.normals(N * 15, 1), N, 3, 5);
  }

  @Test
  void startsAsIdentity() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var decoder = new FlowDecoder(SHAPE, parameters, "d.");
      var pass =
          decoder.forward(
              pictures(seed), new float[] {0.3f}, RegisterCondition.prefix(registers(seed), 3));
      assertArrayEquals(
          pass.layers().getFirst().toFloats(), pass.layers().getLast().toFloats(), seed.get());
      assertArrayEquals(new float[N * 3 * 64], pass.velocity().toFloats(), seed.get());
      assertArrayEquals(new long[] {N, 3, 8, 8}, pass.velocity().shape());
    }
  }

  @Test
  void registersBeyondThePrefixDoNotMatter() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var decoder = new FlowDecoder(SHAPE, parameters, "d.");
      disturb(parameters, seed);
      var x = pictures(seed);
      var times = new float[] {0.1f, 0.4f, 0.6f, 0.9f};
      var registers = registers(seed);
      float[] before = registers.toFloats();
      var kept = Tensor.of(new int[] {0, 1, 2, 3}, N);
      var given = Tensor.of(new float[] {1, 1, 1, 0}, N);
      var condition = new RegisterCondition(registers, kept, given);
      float[] velocity = decoder.forward(x, times, condition).velocity().toFloats();
      assertArrayEquals(before, registers.toFloats(), "the registers were changed in place");

      float[] changed = before.clone();
      for (int i = 0; i < N; i++) {
        int read = i == 3 ? 0 : i; // the last sample has no condition
        for (int j = read * 5; j < 15; j++) {
          changed[i * 15 + j] += 1 + seed.random().nextInt(9);
        }
      }
      var other = new RegisterCondition(Tensor.of(changed, N, 3, 5), kept, given);
      assertArrayEquals(
          velocity, decoder.forward(x, times, other).velocity().toFloats(), seed.get());

      changed[1 * 15] += 1; // the one that the second sample reads
      var read = new RegisterCondition(Tensor.of(changed, N, 3, 5), kept, given);
      float[] moved = decoder.forward(x, times, read).velocity().toFloats();
      for (int i = 0; i < N; i++) {
        assertEquals(
            i != 1,
            Arrays.equals(velocity, i * 192, i * 192 + 192, moved, i * 192, i * 192 + 192),
            seed);
      }
    }
  }

  @Test
  void oneTimeForAllIsTheSameTimeForEach() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var decoder = new FlowDecoder(SHAPE, parameters, "d.");
      disturb(parameters, seed);
      var x = pictures(seed);
      var condition = RegisterCondition.prefix(registers(seed), 2);
      float[] one = decoder.forward(x, new float[] {0.7f}, condition).velocity().toFloats();
      float[] each =
          decoder.forward(x, new float[] {0.7f, 0.7f, 0.7f, 0.7f}, condition).velocity().toFloats();
      assertArrayEquals(one, each, 2e-4f, seed.get());
      float[] later = decoder.forward(x, new float[] {0.2f}, condition).velocity().toFloats();
      assertFalse(Arrays.equals(one, later), seed);
    }
  }

  /** The loss moves all of the decoder and the encoder before it, as differences say. */
  @Test
  void gradientsReachTheEncoder() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var encoder = parameters.normal("encoder", 0.3, 15, 192);
      var decoder = new FlowDecoder(SHAPE, parameters, "d.");
      var alignment = new PatchAlignment(16, 7, parameters, "a.");
      disturb(parameters, seed);
      var x = pictures(seed);
      var noise = Tensor.of(seed.normals(N * 192, 1), N, 3, 8, 8);
      var features = Tensor.of(seed.normals(N * 7 * 4, 1), N, 7, 2, 2);
      var draw = RectifiedFlow.mixed(x, noise, new float[] {0.2f, 0.5f, 0.6f, 0.8f});
      Supplier<Tensor> loss =
          () -> {
            var rows = NetOps.linear(x.reshape(N, 192), encoder, null).tanh();
            var condition =
                new RegisterCondition(
                    rows.reshape(N, 3, 5),
                    Tensor.of(new int[] {1, 2, 3, 3}, N),
                    Tensor.of(new float[] {1, 1, 1, 0}, N));
            var pass = decoder.forward(draw.noisy(), draw.times(), condition);
            return draw.loss(pass.velocity())
                .add(alignment.loss(pass.layers().getFirst(), features).mul(0.5));
          };
      loss.get().backward();
      parameters
          .all()
          .forEach(
              (name, tensor) -> {
                var grad = Objects.requireNonNull(tensor.grad(), name + " does not move");
                var direction = grad.div(grad.square().sum().sqrt()).toFloats();
                double expected = grad.square().sum().sqrt().item();
                float[] values = tensor.toFloats();
                double[] slopes = new double[2];
                try (var inner = new Scope();
                    var noGrad = new NoGrad()) {
                  for (int i = 0; i < 2; i++) {
                    float step = 1e-3f * (i + 1);
                    parameters.set(name, moved(values, step, direction));
                    double ahead = loss.get().item();
                    parameters.set(name, moved(values, -step, direction));
                    slopes[i] = (ahead - loss.get().item()) / (2 * step);
                  }
                }
                parameters.set(name, values);
                assertEquals(
                    expected,
                    (4 * slopes[0] - slopes[1]) / 3, // Richardson: what is left is of fourth order
                    0.02 * expected + 2e-3,
                    () -> name + ", " + seed.get());
              });
    }
  }

  private static float[] moved(float[] values, float step, float[] direction) {
    var moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  /** Two pictures, told apart by one register: samples show the one asked for. */
  @Test
  void drawsWhatItWasTrainedOn() {
    try (var parameters = new Parameters(3, Device.CPU)) {
      FlowDecoder decoder;
      try (var scope = new Scope()) {
        decoder = new FlowDecoder(SMALL, parameters, "d.");
      }
      var flow = new RectifiedFlow(true);
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < 300; step++) {
          try (var scope = new Scope()) {
            var random = new Generator(step);
            var draw = flow.draw(signs(16).reshape(16, 1, 1, 1).mul(ones(16)), random);
            var condition = RegisterCondition.prefix(signed(16), 1 + step % 3);
            draw.loss(decoder.forward(draw.noisy(), draw.times(), condition).velocity()).backward();
            optimizer.step(4e-3);
          }
        }
      }
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var sampler = new FlowSampler(8);
        var condition = RegisterCondition.prefix(signed(16), 1);
        var drawn = sampler.sample(decoder, condition, 5);
        var wanted = signs(16).reshape(16, 1, 1, 1).mul(ones(16));
        double error = drawn.sub(wanted).square().mean().item();
        assertTrue(error < 0.1, "squared error " + error);
        assertArrayEquals(
            drawn.toFloats(), sampler.sample(decoder, condition, 5).toFloats(), "not repeatable");
      }
    }
  }

  /** 1, −1, 1, … */
  private static Tensor signs(int n) {
    var signs = new float[n];
    for (int i = 0; i < n; i++) {
      signs[i] = 1 - 2 * (i % 2);
    }
    return Tensor.of(signs, n);
  }

  private static Tensor ones(int n) {
    return Tensor.full(1, n, 3, 4, 4);
  }

  private static Tensor signed(int n) {
    return signs(n).reshape(n, 1, 1).mul(Tensor.full(1, n, 3, 5));
  }

  @Test
  void refusesWhatDoesNotFit() {
    var seed = new Seed();
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var decoder = new FlowDecoder(SHAPE, parameters, "d.");
      var condition = RegisterCondition.prefix(registers(seed), 3);
      var message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> decoder.forward(Tensor.zeros(N, 3, 8, 12), new float[] {0.5f}, condition))
              .getMessage();
      assertNotNull(message);
      assertTrue(message.contains("[4, 3, 8, 8]"), message);
      assertThrows(
          IllegalArgumentException.class, () -> RegisterCondition.prefix(registers(seed), 4));
      assertThrows(
          IllegalArgumentException.class,
          () -> decoder.forward(pictures(seed), new float[2], condition));
      assertThrows(
          IllegalArgumentException.class, () -> new FlowDecoder.Shape(1, 16, 3, 16, 3, 5, 3, 8, 4));
      assertThrows(
          IllegalArgumentException.class, () -> new FlowDecoder.Shape(1, 16, 2, 16, 3, 5, 3, 8, 3));
    }
  }
}
