package dev.jeton.testkit;

import dev.jeton.core.Codec;
import dev.jeton.core.Signal.Image;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contract of codecs, kept by a progressive codec and by one that is not. */
class BlockMeansTest {

  @Nested
  class Progressive extends Contract {
    @Override
    protected Codec<Image> codec() {
      return new BlockMeans(true);
    }
  }

  @Nested
  class Whole extends Contract {
    @Override
    protected Codec<Image> codec() {
      return new BlockMeans(false);
    }
  }

  private abstract static class Contract extends CodecContract<Image> {
    @Override
    protected List<Image> signals() {
      return List.of(slope(1, 1), slope(7, 30), slope(64, 48));
    }

    @Override
    protected double distortion(Image original, Image decoded) {
      double sum = 0;
      for (int i = 0; i < original.pixels().length; i++) {
        double d = original.pixels()[i] - decoded.pixels()[i];
        sum += d * d;
      }
      return sum / original.pixels().length;
    }

    private static Image slope(int width, int height) {
      var pixels = new float[3 * width * height];
      for (int i = 0; i < pixels.length; i++) {
        int x = i / 3 % width;
        int y = i / 3 / width;
        pixels[i] = (x + 2f * y) / (width + 2 * height);
      }
      return new Image(width, height, pixels);
    }
  }
}
