package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped weights. */
class PhotoCodecTest extends ShippedCodecContract {
  PhotoCodecTest() {
    super(new PhotoProvider());
  }

  @Override
  protected List<Signal.Image> signals() {
    return List.of(TestPictures.scene(1, 1), TestPictures.scene(17, 5), TestPictures.scene(97, 65));
  }

  @Test
  void tilesShowNoSeams() throws IOException {
    // 1,024 pixels make a tile: the picture's right part begins a second one.
    var wide = TestPictures.scene(1100, 40);
    var tokens = codec().encode(wide, Budget.UNLIMITED);
    assertEquals(69 * 3, tokens.layout().extent(2).count());
    var decoded = codec().decode(tokens);
    assertTrue(ImageQuality.psnr(wide, decoded) > 20);
  }
}
