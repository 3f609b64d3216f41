package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerFormatTest {
  private static final Signal.Image IMAGE = waves(96, 64);

  @ParameterizedTest
  @EnumSource
  void moreQualityMakesALargerAndCloserFile(PeerFormat format) {
    Assumptions.assumeTrue(format.unavailable() == null, format.unavailable());
    byte[] low = format.write(IMAGE, 10);
    byte[] high = format.write(IMAGE, 90);
    assertTrue(low.length < high.length);
    assertTrue(psnr(format, low) < psnr(format, high));
  }

  @ParameterizedTest
  @EnumSource
  void takesTheBestFileWithinALimit(PeerFormat format) {
    Assumptions.assumeTrue(format.unavailable() == null, format.unavailable());
    byte[] file = format.write(IMAGE, 40);
    byte[] within = format.writeWithin(IMAGE, file.length);
    assertNotNull(within);
    assertTrue(within.length <= file.length);
    assertTrue(psnr(format, within) >= psnr(format, format.write(IMAGE, 35)));
    int least = format.write(IMAGE, format.leastQuality()).length;
    assertNull(format.writeWithin(IMAGE, least - 1));
    assertNotNull(format.writeWithin(IMAGE, least));
    assertArrayEquals(format.write(IMAGE, 100), format.writeWithin(IMAGE, Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @EnumSource
  void refusesQualityOutsideTheScale(PeerFormat format) {
    assertThrows(
        IllegalArgumentException.class, () -> format.write(IMAGE, format.leastQuality() - 1));
    assertThrows(IllegalArgumentException.class, () -> format.write(IMAGE, 101));
    assertThrows(IllegalArgumentException.class, () -> format.write(IMAGE, Float.NaN));
  }

  private static double psnr(PeerFormat format, byte[] file) {
    return ImageQuality.psnr(IMAGE, format.read(file));
  }

  private static Signal.Image waves(int width, int height) {
    var pixels = new float[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      pixels[i] = (float) (0.5 + 0.3 * Math.sin(x * 0.3 + i % 3) + 0.15 * Math.cos(x * y * 0.05));
    }
    return new Signal.Image(width, height, pixels);
  }
}
