package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Extent;
import dev.jeton.core.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped codec, whole pictures. */
class ElasticCodecTest extends ShippedCodecContract {
  ElasticCodecTest() {
    super(new ElasticProvider());
  }

  @Override
  protected List<Signal.Image> signals() {
    return List.of(
        TestPictures.scene(1, 1), TestPictures.scene(64, 64), TestPictures.scene(257, 129));
  }

  @Override
  protected List<Budget> budgets() {
    return List.of(
        new Budget.Tokens(1), new Budget.Tokens(4), new Budget.Tokens(16), Budget.UNLIMITED);
  }

  @Test
  void aPictureOfAnySizeHasTheSameNumberOfTokens() {
    assertEquals(64, codec().layout(Extent.of(1, 1)).count());
    assertEquals(64, codec().layout(Extent.of(3000, 40000)).count());
  }

  @Test
  void plainPicturesNeedFewerTokensForAQuality() {
    var plain = new float[64 * 64 * 3];
    java.util.Arrays.fill(plain, 0.4f);
    var quality = new Budget.Quality(60);
    int few = codec().encode(new Signal.Image(64, 64, plain), quality).length();
    int many = codec().encode(TestPictures.scene(64, 64), quality).length();
    assertTrue(few < many, few + " of a plain picture, " + many + " of the scene");
  }
}
