package dev.jeton.beds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.Layer;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.learn.quantize.LearntFiniteScalar;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec whose token k is the brightness of quarter k; dropped quarters decode to black. */
class PrefixEvaluationTest {
  private static final int SIDE = 32;
  private static final int[] LEVELS = {5};

  private final Seed seed = new Seed();

  /** Rows of 8 pixels height each: token k is band k, in fifths from −1 to 1. */
  private static LatentCodec codec() {
    Layer encoder =
        (x, level) ->
            x.reshape(x.size(0), 3, 4, 8, SIDE).mean(1, 3, 4).reshape(-1, 1, 1, 4).mul(2).sub(1);
    Layer decoder =
        (z, level) -> {
          long n = z.size(0);
          var bands = z.add(1).div(2).reshape(n, 1, 4, 1);
          if (level != null) {
            var place = Tensor.range(4).reshape(1, 1, 4, 1).floats();
            var kept = level.floats().reshape(n, 1, 1, 1).sub(place).clamp(0, 1);
            bands = bands.mul(kept);
          }
          return bands.reshape(n, 1, 4, 1, 1).expand(n, 3, 4, 8, SIDE).reshape(n, 3, SIDE, SIDE);
        };
    return new LatentCodec(encoder, new LearntFiniteScalar(LEVELS), decoder);
  }

  /** Bands of brightness that the codec's five levels hit exactly. */
  private Pictures pictures(int n) {
    var pixels = new byte[n][3 * SIDE * SIDE];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      for (int band = 0; band < 4; band++) {
        byte value = (byte) Math.round(255 * (1 + seed.random().nextInt(4)) / 4.0);
        for (int c = 0; c < 3; c++) {
          int from = (c * SIDE + band * 8) * SIDE;
          java.util.Arrays.fill(pixels[i], from, from + 8 * SIDE, value);
        }
      }
    }
    return new Pictures(List.of("a", "b"), 3, SIDE, SIDE, pixels, labels);
  }

  @Test
  void eachLengthIsJudgedByItsOwnPictures() throws IOException {
    var pictures = pictures(120);
    try (var classifier = Classifier.shipped()) {
      var codec = codec();
      int[] ids = PrefixEvaluation.ids(codec, pictures);
      assertEquals(120 * 4, ids.length);
      var found =
          PrefixEvaluation.of(codec, ids, 0, List.of(1, 3, 4), pictures, new FdCls(classifier));
      assertTrue(found.get(0).psnr() < found.get(1).psnr(), seed);
      assertTrue(found.get(1).psnr() < found.get(2).psnr(), seed);
      assertTrue(found.get(2).psnr() > 45, () -> seed + ": " + found);
      assertEquals(1, found.get(2).msSsim(), 1e-2, seed);
      assertEquals(0, found.get(2).fdCls(), 1e-2, seed);
      assertTrue(found.get(0).fdCls() > found.get(2).fdCls(), seed);
    }
  }

  /** A band's token matters there and nowhere else. */
  @Test
  void contributionsStandWhereTheTokenDecodes() {
    var pictures = pictures(40);
    int[] ids = PrefixEvaluation.ids(codec(), pictures);
    var contribution = TokenContribution.of(codec(), ids, 40, 7);
    for (int token = 0; token < 4; token++) {
      float[] map = contribution.maps().get(token);
      var elsewhere = map.clone();
      java.util.Arrays.fill(elsewhere, token * 8 * SIDE, (token + 1) * 8 * SIDE, 0f);
      assertArrayEquals(new float[SIDE * SIDE], elsewhere, seed);
      assertTrue(map[token * 8 * SIDE] > 0, seed);
    }
  }
}
