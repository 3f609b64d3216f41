package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.nets.FeatureMap;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SequenceLayersTest {
  private static final int TOKENS = 6;
  private static final Spec DECODER =
      Spec.parse(
          "seq(conv(4,8,1),prefix(6,8),register(6,8),attention(8,2),mlp(8,16),last(2,3),conv(8,3,1))");

  private final Seed seed = new Seed();

  private Parameters parameters(Spec spec) {
    var parameters = new Parameters(7, Device.CPU);
    Network.of(spec, parameters, "net.");
    for (var name : parameters.all().keySet()) {
      parameters.set(name, seed.normals((int) parameters.get(name).count(), 0.4));
    }
    return parameters;
  }

  /** What a batch is taught with numbers kept per picture is what a prefix of the tokens gives. */
  @Test
  void droppedTokensAreAbsentTokens() {
    try (var scope = new Scope();
        var parameters = parameters(DECODER)) {
      var network = Network.of(DECODER, parameters, "net.");
      var frozen =
          dev.jeton.nets.Network.of(
              DECODER, "net.", (name, shape) -> parameters.get(name).toFloats());
      var tokens = Tensor.of(seed.normals(TOKENS * 4 * TOKENS, 1), TOKENS, 4, 1, TOKENS);
      var kept = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, TOKENS);
      var all = network.forward(tokens, kept).permute(0, 2, 3, 1).toFloats();
      int count = all.length / TOKENS;
      for (int k = 1; k <= TOKENS; k++) {
        var own = tokens.narrow(0, k - 1, 1).narrow(3, 0, k);
        var expected = Arrays.copyOfRange(all, (k - 1) * count, k * count);
        var prefix = network.forward(own).permute(0, 2, 3, 1).toFloats();
        assertArrayEquals(expected, prefix, 1e-5f, seed + ", " + k);
        var rows = own.permute(0, 2, 3, 1).toFloats();
        var twin = frozen.forward(new FeatureMap(1, k, 4, rows)).values();
        assertArrayEquals(expected, Arrays.copyOf(twin, count), 1e-3f, seed + ", " + k);
      }
    }
  }

  @Test
  void noGradientReachesDroppedTokens() {
    try (var scope = new Scope();
        var parameters = parameters(DECODER)) {
      var tokens = Tensor.of(seed.normals(4 * TOKENS, 1), 1, 4, 1, TOKENS).requireGrad(true);
      Network.of(DECODER, parameters, "net.")
          .forward(tokens, Tensor.of(new int[] {4}, 1))
          .square()
          .sum()
          .backward();
      var grad = Objects.requireNonNull(tokens.grad()).toFloats();
      for (int i = 0; i < grad.length; i++) {
        assertEquals(i % TOKENS < 4, grad[i] != 0, seed + ", " + i);
      }
    }
  }

  /** Changing a register's start changes neither the picture's places nor earlier registers. */
  @Test
  void registersAreCausal() {
    var spec =
        Spec.parse("seq(register(5,8),attention(8,2,registers=5),attention(8,2,registers=5))");
    try (var scope = new Scope();
        var parameters = parameters(spec)) {
      var x = Tensor.of(seed.normals(2 * 3 * 8, 1), 1, 8, 2, 3);
      var before = Network.of(spec, parameters, "net.").forward(x).permute(0, 2, 3, 1).toFloats();
      var table = parameters.get("net.0.table").toFloats();
      for (int c = 0; c < 8; c++) {
        table[3 * 8 + c] += 1;
      }
      parameters.set("net.0.table", table);
      var after = Network.of(spec, parameters, "net.").forward(x).permute(0, 2, 3, 1).toFloats();
      for (int place = 0; place < 11; place++) {
        boolean same =
            Arrays.equals(
                Arrays.copyOfRange(before, place * 8, place * 8 + 8),
                Arrays.copyOfRange(after, place * 8, place * 8 + 8));
        assertEquals(place < 6 + 3, same, seed + ", place " + place);
      }
    }
  }

  @Test
  void drawsFollowTheirLaw() {
    var random = seed.random();
    int draws = 6000;
    for (var law : NestedDropout.Law.values()) {
      var counts = new int[25];
      var dropout = new NestedDropout(24, law, 0);
      for (int i = 0; i < draws; i++) {
        counts[dropout.draw(random)]++;
      }
      for (int k = 1; k <= 24; k++) {
        double expected =
            draws
                * switch (law) {
                  case UNIFORM -> 1 / 24.0;
                  case POWERS_OF_TWO -> k == 24 || Integer.bitCount(k) == 1 ? 1 / 6.0 : 0;
                  case UNIFORM_POWERS ->
                      k == 24 ? 8 / 24.0 : Integer.bitCount(k) == 1 ? Math.max(1, k / 2) / 24.0 : 0;
                };
        double bound = 5.5 * Math.sqrt(expected);
        assertTrue(
            Math.abs(counts[k] - expected) <= bound,
            () -> "%s: %s of %s".formatted(seed, Arrays.toString(counts), law));
      }
    }
    assertEquals(24, NestedDropout.none(24).draw(random));
  }
}
