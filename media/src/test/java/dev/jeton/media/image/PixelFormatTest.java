package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts that pixels have in memory, each through a PNG and directly. */
class PixelFormatTest {
  private static final float EXACT = 1e-6f;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void eightBitColors(int type) {
    var picture = new BufferedImage(2, 1, type);
    picture.setRGB(0, 0, 0xff336699);
    picture.setRGB(1, 0, 0xffcc00ff);
    check(picture, EXACT, 0.2f, 0.4f, 0.6f, 0.8f, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_USHORT_565_RGB, BufferedImage.TYPE_USHORT_555_RGB})
  void packedColors(int type) {
    var picture = new BufferedImage(2, 1, type);
    picture.setRGB(0, 0, 0xffffffff);
    picture.setRGB(1, 0, 0xff0000ff);
    check(picture, EXACT, 1, 1, 1, 0, 0, 1);
  }

  @Test
  void transparencyIsLaidOverWhite() {
    var picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00123456);
    picture.setRGB(1, 0, 0x660000ff); // 40 % blue
    picture.setRGB(2, 0, 0xff00ff00);
    check(picture, EXACT, 1, 1, 1, 0.6f, 0.6f, 1, 0, 1, 0);
  }

  @Test
  void premultipliedTransparencyToo() {
    var picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB_PRE);
    picture.getRaster().setPixel(0, 0, new int[] {0, 51, 102, 102}); // 40 % of (0, 0.5, 1)
    check(picture, 1e-2f, 0.6f, 0.8f, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyIsExpandedAsStored(int type) {
    var picture = new BufferedImage(1, 1, type);
    int max = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
    picture.getRaster().setSample(0, 0, 0, max / 5 * 2);
    check(picture, EXACT, 0.4f, 0.4f, 0.4f);
  }

  @Test
  void blackAndWhite() {
    var picture = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    picture.setRGB(8, 0, 0xffffffff);
    var expected = new float[27];
    expected[24] = expected[25] = expected[26] = 1;
    check(picture, EXACT, expected);
  }

  @Test
  void paletteWithTransparency() {
    byte[] levels = {0, 51, (byte) 255, 0};
    var palette = new IndexColorModel(2, 4, levels, levels, levels, 3);
    var picture = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    picture.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 1, 2, 3});
    check(picture, EXACT, 0, 0, 0, 0.2f, 0.2f, 0.2f, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void sixteenBitsKeepTheirPrecision() {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    var raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {1000, 20001, 65535, 65535});
    var picture = new BufferedImage(model, raster, false, null);
    check(picture, EXACT, 1000 / 65535f, 20001 / 65535f, 1);
  }

  @Test
  void greyWithAlpha() {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    var raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {51, 102});
    check(new BufferedImage(model, raster, false, null), EXACT, 0.68f, 0.68f, 0.68f);
  }

  /** Linear RGB 0.5 is sRGB 0.7354. */
  @Test
  void otherColorSpacesAreConverted() {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    var raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {32768, 0, 65535});
    var image = ImageFile.fromBufferedImage(new BufferedImage(model, raster, false, null));
    assertArrayEquals(new float[] {0.7354f, 0, 1}, image.pixels(), 2e-3f);
  }

  @Test
  void aPartOfAPicture() {
    var whole = ImageFile.toBufferedImage(Pictures.gradient(20, 10));
    var part = ImageFile.fromBufferedImage(whole.getSubimage(7, 3, 5, 4));
    assertEquals(5, part.width());
    assertEquals((whole.getRGB(7, 3) >> 16 & 0xff) / 255f, part.pixels()[0]);
  }

  private static void check(BufferedImage picture, float tolerance, float... expected) {
    assertArrayEquals(expected, ImageFile.fromBufferedImage(picture).pixels(), tolerance);
    var read = ImageFile.read(Encoded.bytes(picture, "png", false), "test");
    assertArrayEquals(expected, read.pixels(), tolerance);
  }
}
