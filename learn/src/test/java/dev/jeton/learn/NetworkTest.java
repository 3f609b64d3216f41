package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.nets.FeatureMap;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  /** What is trained here runs in plain Java with the same numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "seq(affine(4,-2))",
        "seq(unshuffle(2),conv(12,5,3),silu,shuffle(1))",
        "seq(conv(3,8,1),res(8),res(8,4),res(8,norm=none),res(8,6,norm=inside))",
        "seq(down(3,8),down(8,4),up(4,8),up(8,3))",
        "seq(conv(3,6,3),norm(6),gelu,relu,tanh)",
        "seq(conv(3,6,1),depth(6),depth(6,5,k=3))",
        "seq(conv(3,6,3),level(4,6),conv(6,12,1),shuffle(2))",
        "seq(conv(3,8,1),position(8,8,12),attention(8,2),mlp(8,16))",
        "seq(seq(conv(3,4,1),silu),conv(4,3,3))",
        "seq(conv(3,8,1),register(5,8),attention(8,2),mlp(8,16),last(5),conv(8,3,1))",
        "seq(conv(3,8,1),register(4,8),last(2,2),register(5,8,pooled=2),register(9,8,spread=9))",
        "seq(conv(3,8,1),register(5,8),attention(8,2,registers=5),norm(8),last(2,3))",
      })
  void agreesWithItsTwinInPureJava(String text) {
    var seed = new Seed();
    int height = 8;
    int width = 12;
    var spec = Spec.parse(text);
    try (var scope = new Scope();
        var parameters = new Parameters(7, Device.CPU)) {
      var network = Network.of(spec, parameters, "net.");
      for (var name : parameters.all().keySet()) {
        parameters.set(name, seed.normals((int) parameters.get(name).count(), 0.3));
      }
      var pixels = seed.normals(height * width * 3, 1);
      var x = Tensor.of(pixels, 1, height, width, 3).permute(0, 3, 1, 2);
      var y = network.forward(x, Tensor.of(new int[] {2}, 1));
      var twin =
          dev.jeton.nets.Network.of(spec, "net.", (name, shape) -> values(parameters, name, shape));
      FeatureMap z = twin.forward(new FeatureMap(height, width, 3, pixels), 2);
      assertArrayEquals(new long[] {1, z.channels(), z.height(), z.width()}, y.shape(), text);
      assertArrayEquals(
          y.permute(0, 2, 3, 1).toFloats(),
          Arrays.copyOf(z.values(), z.height() * z.width() * z.channels()),
          1e-3f,
          seed);
    }
  }

  private static float[] values(Parameters parameters, String name, int[] shape) {
    var tensor = parameters.get(name);
    assertArrayEquals(Arrays.stream(shape).asLongStream().toArray(), tensor.shape(), name);
    return tensor.toFloats();
  }

  @Test
  void existingParametersAreTaken() {
    try (var parameters = new Parameters(7, Device.CPU)) {
      Network.of("seq(conv(3,4,3),res(4))", parameters, "a.");
      long count = parameters.size();
      assertEquals(3 * 4 * 9 + 4 + 4 + 2 * (4 * 4 * 9 + 4), count);
      Network.of("seq(conv(3,4,3),res(4))", parameters, "a.");
      assertEquals(count, parameters.size());
      assertTrue(parameters.has("a.1.conv2.weight"));
    }
  }

  @Test
  void errorsNameTheLayer() {
    try (var scope = new Scope();
        var parameters = new Parameters(7, Device.CPU)) {
      var unknown =
          assertThrows(
              IllegalArgumentException.class, () -> Network.of("seq(convv(3,4))", parameters, ""));
      assertEquals("no layer is called 'convv(3,4)'", unknown.getMessage());
      var network = Network.of("seq(silu,conv(3,4,3))", parameters, "net.");
      var wrong =
          assertThrows(
              IllegalArgumentException.class, () -> network.forward(Tensor.zeros(1, 5, 8, 8)));
      assertTrue(
          String.valueOf(wrong.getMessage())
              .startsWith("layer net.1, conv(3,4,3): conv2d of [1, 5, 8, 8] and [4, 3, 3, 3]: "),
          wrong.getMessage());
    }
  }
}
