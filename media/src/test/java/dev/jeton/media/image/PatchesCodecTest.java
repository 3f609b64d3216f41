package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped tables. */
class PatchesCodecTest extends ShippedCodecContract {
  PatchesCodecTest() {
    super(new PatchesProvider());
  }

  @Override
  protected List<Signal.Image> signals() {
    return List.of(
        TestPictures.scene(1, 1),
        TestPictures.scene(7, 5),
        TestPictures.scene(64, 48),
        TestPictures.scene(257, 129));
  }

  @Test
  void aQualityIsReached() {
    var image = TestPictures.scene(257, 129);
    int before = 0;
    for (double quality : new double[] {50, 80, 90, 95}) {
      var tokens = codec().encode(image, new Budget.Quality(quality));
      var decoded = codec().decode(tokens);
      int scales = ImageQuality.msSsimScales(257, 129);
      double found = 100 * ImageQuality.msSsim(image, decoded, scales);
      assertTrue(found >= quality || tokens.complete(), found + " of " + quality);
      assertTrue(tokens.length() >= before);
      before = tokens.length();
    }
  }
}
