package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Signal;
import org.junit.jupiter.api.Test;

/**
 * Values of other tools for pictures by integer formula, computed in float64; see README.md in the
 * test resources.
 */
class ImageQualityGoldenTest {
  private static final double PSNR_TOLERANCE = 1e-6;
  private static final double TOLERANCE = 2e-6;

  @Test
  void wavesAgainstDull() {
    var a = TestPictures.waves(192, 176);
    check(a, TestPictures.dull(a), 24.63971619258318, 0.965423391078415, 0.9842665671027362);
  }

  @Test
  void smoothAgainstBands() {
    var a = TestPictures.smooth(176, 208);
    check(a, TestPictures.bands(a), 28.804550227381696, 0.7673780664998917, 0.8620004954102622);
  }

  @Test
  void unlikePictures() {
    var a = TestPictures.smooth(192, 176);
    var b = TestPictures.waves(192, 176);
    check(a, b, 7.863355877220228, 0.02755995587308165, 0.03503106330928341);
  }

  @Test
  void oddSides() {
    var a = TestPictures.smooth(181, 163);
    check(a, TestPictures.dull(a), 24.801427686376897, 0.41918843455736193, 0.8257440870218612);
  }

  @Test
  void smallSides() {
    var a = TestPictures.waves(24, 20);
    var b = TestPictures.bands(a);
    assertEquals(28.799799034374963, ImageQuality.psnr(a, b), PSNR_TOLERANCE);
    assertEquals(0.9016599020478414, ImageQuality.ssim(a, b), TOLERANCE);
  }

  private static void check(
      Signal.Image a, Signal.Image b, double psnr, double ssim, double msSsim) {
    assertEquals(psnr, ImageQuality.psnr(a, b), PSNR_TOLERANCE);
    assertEquals(ssim, ImageQuality.ssim(a, b), TOLERANCE);
    assertEquals(msSsim, ImageQuality.msSsim(a, b), TOLERANCE);
  }
}
