package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.PNG", "a.bmp", "a.tif", "a.tiff"})
  void losslessFormatsKeepEveryEightBitValue(String name) {
    var image = Pictures.gradient(37, 23);
    var file = folder.resolve(name);
    ImageFile.write(image, file);
    assertSame(image, ImageFile.read(file));
  }

  @Test
  void jpegIsCloseAndItsQualityCounts() {
    var image = Pictures.gradient(64, 48);
    byte[] fine = ImageFile.jpeg(image, 95);
    byte[] coarse = ImageFile.jpeg(image, 5);
    assertTrue(ImageQuality.psnr(image, ImageFile.read(fine, "fine")) > 28);
    assertTrue(ImageQuality.psnr(image, ImageFile.read(coarse, "coarse")) > 15);
    assertTrue(coarse.length < fine.length, coarse.length + " < " + fine.length);
  }

  @Test
  void onePixel() {
    var image = new Signal.Image(1, 1, new float[] {1, 0, 0.2f});
    assertSame(image, ImageFile.read(ImageFile.png(image), "pixel"));
    assertEquals(1, ImageFile.read(ImageFile.jpeg(image, 90), "pixel").width());
  }

  @Test
  void bufferedImagesGoBothWays() {
    var image = Pictures.gradient(9, 5);
    assertSame(image, ImageFile.fromBufferedImage(ImageFile.toBufferedImage(image)));
  }

  @Test
  void valuesOutsideTheRangeAreClamped() {
    var image = new Signal.Image(1, 1, new float[] {-0.5f, 1.5f, Float.NaN});
    BufferedImage picture = ImageFile.toBufferedImage(image);
    assertEquals(0x00ff00, picture.getRGB(0, 0) & 0xffffff);
  }

  @Test
  void aFileIsReplacedWholeAndNothingElseStays() throws IOException {
    var file = folder.resolve("a.png");
    Files.writeString(file, "old");
    ImageFile.write(Pictures.gradient(4, 4), file);
    assertEquals(4, ImageFile.read(file).width());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void namesThatCannotBeWrittenAreRefused() {
    var image = Pictures.gradient(2, 2);
    assertMessage("expected a name that ends in .png", () -> write(image, "a.webp"));
    assertMessage("expected a name that ends in .png", () -> write(image, "a"));
    assertMessage("no such file or folder", () -> write(image, "missing/a.png"));
    assertMessage("it is a folder", () -> ImageFile.write(image, folder("b.png")));
    assertThrows(
        IllegalArgumentException.class, () -> ImageFile.write(image, folder.resolve("a.jpg"), 0));
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private void write(Signal.Image image, String name) {
    ImageFile.write(image, folder.resolve(name));
  }

  private static void assertMessage(
      String part, org.junit.jupiter.api.function.Executable executable) {
    String message =
        String.valueOf(assertThrows(ImageFileException.class, executable).getMessage());
    assertTrue(message.contains(part), message);
  }

  private static void assertSame(Signal.Image expected, Signal.Image found) {
    assertEquals(expected.extent(), found.extent());
    assertArrayEquals(expected.pixels(), found.pixels(), 1e-6f);
  }
}
