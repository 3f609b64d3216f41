package dev.jeton.nets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.testkit.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer against plain loops over {@code [channels][height][width]} in double. */
class NetworkTest {
  private final Seed seed = new Seed();
  private final Map<String, float[]> weights = new HashMap<>();

  /** Small random weights, the same whenever asked for again. */
  private float[] parameter(String name, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    int needed = count;
    return weights.computeIfAbsent(name, n -> seed.normals(needed, 0.3));
  }

  private FeatureMap random(int height, int width, int channels) {
    return new FeatureMap(height, width, channels, seed.normals(height * width * channels, 1));
  }

  private FeatureMap run(String spec, FeatureMap x) {
    return Network.of(Spec.parse(spec), "", this::parameter).forward(x);
  }

  private interface Expected {
    double at(int c, int row, int column);
  }

  private void check(FeatureMap y, Expected expected) {
    for (int row = 0; row < y.height(); row++) {
      for (int column = 0; column < y.width(); column++) {
        for (int c = 0; c < y.channels(); c++) {
          double want = expected.at(c, row, column);
          assertEquals(want, at(y, c, row, column), 1e-4 * (1 + Math.abs(want)), seed);
        }
      }
    }
  }

  private static double at(FeatureMap x, int c, int row, int column) {
    boolean inside = row >= 0 && column >= 0 && row < x.height() && column < x.width();
    return inside ? x.values()[(row * x.width() + column) * x.channels() + c] : 0;
  }

  private double convolved(
      FeatureMap x, String name, int in, int kernel, int out, int row, int column) {
    double sum = parameter(name + "bias", 1)[out];
    float[] w = parameter(name + "weight", 1);
    for (int i = 0; i < in; i++) {
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          sum +=
              w[((out * in + i) * kernel + ky) * kernel + kx]
                  * at(x, i, row + ky - kernel / 2, column + kx - kernel / 2);
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void convolutions(int kernel) {
    var x = random(5, 7, 6);
    var y = run("seq(conv(6,9," + kernel + "))", x);
    assertEquals(9, y.channels());
    check(y, (c, row, column) -> convolved(x, "0.", 6, kernel, c, row, column));
  }

  @Test
  void shufflesAreInverseAndInTorchsOrder() {
    var x = random(6, 4, 3);
    check(
        run("seq(unshuffle(2))", x),
        (c, row, column) -> at(x, c / 4, 2 * row + c / 2 % 2, 2 * column + c % 2));
    check(run("seq(unshuffle(2),shuffle(2))", x), (c, row, column) -> at(x, c, row, column));
  }

  @Test
  void downAndUpAreShufflesWithPointwiseConvolutions() {
    var x = random(4, 6, 3);
    var apart = run("seq(unshuffle(2))", x);
    check(
        run("seq(down(3,5))", x),
        (c, row, column) -> convolved(apart, "0.", 12, 1, c, row, column));
    weights.clear();
    var up = run("seq(up(3,2))", x);
    check(
        up,
        (c, row, column) ->
            convolved(x, "0.", 3, 1, c * 4 + row % 2 * 2 + column % 2, row / 2, column / 2));
  }

  private double normed(FeatureMap x, String name, int c, int row, int column) {
    double squares = 0;
    for (int i = 0; i < x.channels(); i++) {
      squares += Math.pow(at(x, i, row, column), 2);
    }
    double scale = 1 / Math.sqrt(squares / x.channels() + 1e-4);
    return parameter(name, 1)[c] * at(x, c, row, column) * scale;
  }

  @Test
  void normDividesByTheRootMeanSquare() {
    var x = random(3, 3, 10);
    check(run("seq(norm(10))", x), (c, row, column) -> normed(x, "0.gain", c, row, column));
  }

  @Test
  void residualBlockIsItsParts() {
    var x = random(5, 4, 6);
    var y = run("seq(res(6,8))", x);
    Map.copyOf(weights)
        .forEach(
            (name, values) ->
                weights.put(
                    name.replace("0.norm.", "0.")
                        .replace("0.conv1.", "1.")
                        .replace("0.conv2.", "3."),
                    values));
    var branch = run("seq(norm(6),conv(6,8,3),silu,conv(8,6,3))", x);
    check(y, (c, row, column) -> at(x, c, row, column) + at(branch, c, row, column));
  }

  @Test
  void depthwiseLooksAtItsOwnChannel() {
    var x = random(6, 5, 4);
    var y = run("seq(depth(4,8,k=3))", x);
    float[] w = parameter("0.depthwise.weight", 1);
    var deep = new FeatureMap(6, 5, 4, new float[6 * 5 * 4]);
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 5; column++) {
        for (int c = 0; c < 4; c++) {
          double sum = parameter("0.depthwise.bias", 1)[c];
          for (int tap = 0; tap < 9; tap++) {
            int r = row + tap / 3 - 1;
            int q = column + tap % 3 - 1;
            if (r >= 0 && q >= 0 && r < 6 && q < 5) {
              sum += w[c * 9 + tap] * normed(x, "0.norm.gain", c, r, q);
            }
          }
          deep.values()[(row * 5 + column) * 4 + c] = (float) sum;
        }
      }
    }
    List.of("weight", "bias")
        .forEach(
            part -> {
              weights.put("0." + part, parameter("0.conv1." + part, 1));
              weights.put("2." + part, parameter("0.conv2." + part, 1));
            });
    var branch = run("seq(conv(4,8,1),silu,conv(8,4,1))", deep);
    check(y, (c, row, column) -> at(x, c, row, column) + at(branch, c, row, column));
  }

  @Test
  void attentionWeighsValuesBySoftmax() {
    int places = 6;
    int channels = 8;
    var x = random(2, 3, channels * 3);
    var y = new SelfAttention(channels, 2, 0).apply(x, new Pass(0));
    check(
        y,
        (c, row, column) -> {
          int head = c / 4;
          int place = row * 3 + column;
          var weight = new double[places];
          double sum = 0;
          for (int other = 0; other < places; other++) {
            double score = 0;
            for (int d = 0; d < 4; d++) {
              score +=
                  x.values()[place * 24 + head * 4 + d]
                      * (double) x.values()[other * 24 + 8 + head * 4 + d];
            }
            weight[other] = Math.exp(score / 2);
            sum += weight[other];
          }
          double value = 0;
          for (int other = 0; other < places; other++) {
            value += weight[other] / sum * x.values()[other * 24 + 16 + c];
          }
          return value;
        });
  }

  @Test
  void tablesAreAdded() {
    var x = random(2, 3, 4);
    var network = Network.of(Spec.parse("seq(level(3,4),affine(2,-1))"), "", this::parameter);
    var y = network.forward(x, 2);
    check(
        y,
        (c, row, column) -> 2 * (at(x, c, row, column) + parameter("0.table", 1)[2 * 4 + c]) - 1);
    assertThrows(IllegalArgumentException.class, () -> network.forward(x, 3));
    weights.clear();
    check(
        run("seq(position(4,2,3))", x),
        (c, row, column) ->
            at(x, c, row, column) + parameter("0.table", 1)[(c * 2 + row) * 3 + column]);
  }

  @ParameterizedTest
  @CsvSource({"1,1,3", "33,17,1", "50,70,2", "64,32,4", "41,129,3"})
  void tilesJoinWithoutSeams(int height, int width, int tile) {
    var encoder =
        Network.of(
            Spec.parse("seq(unshuffle(4),conv(48,16,3),res(16),down(16,24),res(24))"),
            "e.",
            this::parameter);
    var decoder =
        Network.of(
            Spec.parse("seq(res(24),up(24,16),res(16),conv(16,48,3),shuffle(4))"),
            "d.",
            this::parameter);
    assertEquals(8, encoder.shrink());
    assertEquals(8, decoder.enlarge());
    var x = random(height, width, 3);
    var whole = new TiledNetwork(encoder, 1000).forward(x, 0);
    var parts = new TiledNetwork(encoder, tile).forward(x, 0);
    assertEquals(Math.ceilDiv(height, 8), whole.height());
    assertAlike(whole.values(), parts.values());
    var out = new TiledNetwork(decoder, 1000).forward(whole, 0);
    assertEquals(whole.width() * 8, out.width());
    assertAlike(out.values(), new TiledNetwork(decoder, tile).forward(whole, 0).values());
  }

  /** Equal up to the order of summation, which the position in a tile decides. */
  private void assertAlike(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected, actual, 1e-5f * largest, seed);
  }

  @Test
  void reachIsExact() {
    var network =
        Network.of(
            Spec.parse("seq(unshuffle(4),conv(48,8,3),down(8,8),res(8))"), "", this::parameter);
    // conv: 1 place of 4 pixels; res: 2 places of 8 pixels
    assertEquals(4 + 16, network.reach());
    var x = random(96, 96, 3);
    var y = network.forward(x);
    int place = (6 * 12 + 6) * 8; // pixels 48..55 in both directions
    float before = y.values()[place];
    x.values()[(27 * 96 + 50) * 3] += 5; // 21 rows above: unseen
    assertEquals(before, network.forward(x).values()[place], 0f, seed);
    x.values()[(28 * 96 + 50) * 3] += 5; // 20 rows above
    assertTrue(before != network.forward(x).values()[place], seed);
  }

  @Test
  void complaintsNameTheLayer() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> run("seq(blur(3))", random(1, 1, 1)));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("no layer named 'blur'"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TiledNetwork(
                Network.of(Spec.parse("seq(attention(8,2))"), "", this::parameter), 4));
    assertThrows(IllegalArgumentException.class, () -> run("seq(unshuffle(2))", random(3, 2, 1)));
  }
}
