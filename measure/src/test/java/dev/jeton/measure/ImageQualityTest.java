package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
  private final Seed seed = new Seed();

  @Test
  void equalPicturesAreExactlyAlike() {
    var image = noise(constant(200, 170, 0.5f), 0.2);
    assertEquals(Double.POSITIVE_INFINITY, ImageQuality.psnr(image, image), seed);
    assertEquals(1, ImageQuality.ssim(image, image), seed);
    assertEquals(1, ImageQuality.msSsim(image, image), seed);
  }

  @Test
  void orderDoesNotMatter() {
    var a = noise(constant(181, 163, 0.5f), 0.2);
    var b = noise(a, 0.1);
    assertEquals(ImageQuality.psnr(a, b), ImageQuality.psnr(b, a), seed);
    assertEquals(ImageQuality.ssim(a, b), ImageQuality.ssim(b, a), seed);
    assertEquals(ImageQuality.msSsim(a, b), ImageQuality.msSsim(b, a), seed);
  }

  @Test
  void moreNoiseIsWorse() {
    var image = TestPictures.waves(192, 176);
    double psnr = Double.POSITIVE_INFINITY;
    double ssim = 1;
    double msSsim = 1;
    for (double scale : new double[] {0.01, 0.03, 0.1, 0.3}) {
      var noisy = noise(image, scale);
      assertTrue(ImageQuality.psnr(image, noisy) < psnr, seed);
      assertTrue(ImageQuality.ssim(image, noisy) < ssim, seed);
      assertTrue(ImageQuality.msSsim(image, noisy) < msSsim, seed);
      psnr = ImageQuality.psnr(image, noisy);
      ssim = ImageQuality.ssim(image, noisy);
      msSsim = ImageQuality.msSsim(image, noisy);
    }
  }

  /**
   * A shift by 0.1 has MSE 0.01, no change of structure, and luminance (2ab + C1)/(a2 + b2 + C1).
   */
  @Test
  void constantShift() {
    var a = constant(176, 176, 0.4f);
    var b = constant(176, 176, 0.5f);
    double luminance = (2 * 0.4 * 0.5 + 1e-4) / (0.16 + 0.25 + 1e-4);
    assertEquals(20, ImageQuality.psnr(a, b), 1e-5);
    assertEquals(luminance, ImageQuality.ssim(a, b), 1e-5);
    assertEquals(Math.pow(luminance, 0.1333), ImageQuality.msSsim(a, b), 1e-5);
  }

  @Test
  void fewerScalesForSmallPictures() {
    assertEquals(0, ImageQuality.msSsimScales(10, 500));
    assertEquals(1, ImageQuality.msSsimScales(11, 500));
    assertEquals(1, ImageQuality.msSsimScales(20, 20));
    assertEquals(2, ImageQuality.msSsimScales(21, 21));
    assertEquals(4, ImageQuality.msSsimScales(160, 160));
    assertEquals(5, ImageQuality.msSsimScales(161, 161));
    assertEquals(5, ImageQuality.msSsimScales(9000, 9000));
    var a = TestPictures.waves(21, 40);
    var b = noise(a, 0.1);
    assertEquals(ImageQuality.ssim(a, b), ImageQuality.msSsim(a, b, 1), 1e-12, seed);
    assertTrue(ImageQuality.msSsim(a, b, 2) > ImageQuality.ssim(a, b), seed);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    var small = constant(160, 200, 0);
    assertMessage(
        "SSIM over 5 scales needs sides of at least 161, found 160 x 200",
        () -> ImageQuality.msSsim(small, small));
    var tiny = constant(10, 200, 0);
    assertMessage(
        "SSIM over 1 scale needs sides of at least 11, found 10 x 200",
        () -> ImageQuality.ssim(tiny, tiny));
    assertMessage(
        "expected two pictures of one size, found 160 x 200 and 10 x 200",
        () -> ImageQuality.psnr(small, tiny));
    assertMessage("expected 1..5 scales, found 6", () -> ImageQuality.msSsim(small, small, 6));
  }

  @Test
  void bitsAndLuma() {
    assertEquals(0.8, ImageQuality.bitsPerPixel(10, constant(10, 10, 0)));
    var red = new Signal.Image(1, 1, new float[] {1, 0, 0});
    assertEquals(0.299f, ImageQuality.luma(red).pixels()[2]);
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  private static Signal.Image constant(int width, int height, float value) {
    var pixels = new float[width * height * Signal.Image.CHANNELS];
    Arrays.fill(pixels, value);
    return new Signal.Image(width, height, pixels);
  }

  private Signal.Image noise(Signal.Image image, double scale) {
    float[] noise = seed.normals(image.pixels().length, scale);
    for (int i = 0; i < noise.length; i++) {
      noise[i] += image.pixels()[i];
    }
    return new Signal.Image(image.width(), image.height(), noise);
  }
}
