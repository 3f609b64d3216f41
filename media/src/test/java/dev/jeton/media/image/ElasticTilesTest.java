package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.Signal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped codec, square by square. */
class ElasticTilesTest extends ShippedCodecContract {
  ElasticTilesTest() {
    super(new TilesProvider());
  }

  @SuppressWarnings("unchecked") // the family is for images
  private static Codec<Signal.Image> opened(String spec) throws IOException {
    return (Codec<Signal.Image>) Codecs.open(spec);
  }

  @Override
  protected List<Signal.Image> signals() {
    return List.of(
        TestPictures.scene(1, 1), TestPictures.scene(64, 64), TestPictures.scene(150, 70));
  }

  @Test
  void oneSquareIsWhatTheWholePictureIs() throws IOException {
    var whole = opened("elastic");
    var image = TestPictures.scene(64, 64);
    var ids = codec().encode(image, Budget.UNLIMITED);
    assertArrayEquals(whole.encode(image, Budget.UNLIMITED).ids(), ids.ids());
    assertEquals(
        0,
        distortion(
            whole.decode(whole.encode(image, new Budget.Tokens(7))),
            codec().decode(ids.prefix(7))));
  }

  @Test
  void squaresAreCodedOneByOne() {
    var image = TestPictures.scene(128, 64);
    int[] ids = codec().encode(image, Budget.UNLIMITED).ids();
    var right = new float[64 * 64 * 3];
    for (int y = 0; y < 64; y++) {
      System.arraycopy(image.pixels(), (y * 128 + 64) * 3, right, y * 64 * 3, 64 * 3);
    }
    int[] own = codec().encode(new Signal.Image(64, 64, right), Budget.UNLIMITED).ids();
    for (int k = 0; k < own.length; k++) {
      assertEquals(own[k], ids[2 * k + 1]);
    }
  }

  @Test
  void squaresWithoutATokenAreGrey() {
    var image = TestPictures.scene(128, 64);
    var decoded = codec().decode(codec().encode(image, new Budget.Tokens(1)));
    var first = codec().decode(codec().encode(image, new Budget.Tokens(2)));
    for (int y = 0; y < 64; y++) {
      int row = y * 128 * 3;
      assertArrayEquals(
          Arrays.copyOfRange(first.pixels(), row, row + 192),
          Arrays.copyOfRange(decoded.pixels(), row, row + 192));
      for (int i = row + 192; i < row + 384; i++) {
        assertEquals(0.5f, decoded.pixels()[i]);
      }
    }
  }
}
