package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a file: one clear line, never a wrong picture that could be told. */
class DamagedFileTest {
  @TempDir Path folder;

  private record Sample(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    var picture = ImageFile.toBufferedImage(Pictures.gradient(40, 28));
    var palette = Encoded.palette(40, 28);
    var made =
        List.of(
            new Sample("jpeg", Encoded.bytes(picture, "jpeg", false)),
            new Sample("progressive jpeg", Encoded.bytes(picture, "jpeg", true)),
            new Sample("png", Encoded.bytes(picture, "png", false)),
            new Sample("interlaced png", Encoded.bytes(picture, "png", true)),
            new Sample("gif", Encoded.bytes(palette, "gif", false)),
            new Sample("interlaced gif", Encoded.bytes(palette, "gif", true)),
            new Sample("bmp", Encoded.bytes(picture, "bmp", false)),
            new Sample("tiff", Encoded.bytes(picture, "tiff", false)));
    var stored =
        Stream.of("cmyk.jpg", "display-p3.jpg", "lossy.webp", "display-p3.webp", "jpeg-in.tif")
            .map(name -> new Sample(name, ImageGoldenTest.bytes(name)));
    return Stream.concat(made.stream(), stored);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aCutFileIsRefusedOrStillWhole(Sample sample) {
    var whole = ImageFile.read(sample.bytes(), "whole");
    int step = Math.max(1, sample.bytes().length / 60);
    for (int length = 0; length < sample.bytes().length; length += step) {
      byte[] cut = Arrays.copyOf(sample.bytes(), length);
      try {
        var read = ImageFile.read(cut, "cut");
        assertArrayEquals(whole.pixels(), read.pixels(), "cut to " + length);
      } catch (ImageFileException e) {
        assertOneLine(e, "cut to " + length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void flippedBitsNeverCrash(Sample sample) {
    var seed = new Seed();
    for (int round = 0; round < 60; round++) {
      byte[] flipped = sample.bytes().clone();
      for (int flips = 1 + seed.random().nextInt(3); flips > 0; flips--) {
        flipped[seed.random().nextInt(Math.min(flipped.length, 2000))] ^=
            (byte) (1 << seed.random().nextInt(8));
      }
      setSizeIfHuge(flipped);
      try {
        ImageFile.read(flipped, "flipped");
      } catch (ImageFileException e) {
        assertOneLine(e, seed.get());
      }
    }
  }

  /**
   * A flip in the size of a PNG or BMP may ask for 50 allowed megapixels, which takes time only.
   */
  private static void setSizeIfHuge(byte[] bytes) {
    if (bytes[0] == 'B') {
      bytes[20] = bytes[21] = bytes[24] = bytes[25] = 0;
    }
  }

  @Test
  void pngChecksumsAreChecked() {
    byte[] png = ImageFile.png(Pictures.gradient(8, 8));
    png[png.length - 20] ^= 1;
    assertMessage(png, "test: expected a whole PNG image, found a wrong checksum at byte 37");
  }

  @Test
  void gifDataThatEndsEarly() {
    byte[] gif = Encoded.bytes(Encoded.palette(64, 64), "gif", false);
    int start = 13 + 768;
    while (gif[start] == 0x21) {
      start += 2;
      while (gif[start] != 0) {
        start += (gif[start] & 0xff) + 1;
      }
      start++;
    }
    int data = start + 11; // first sub-block, after image descriptor and code size
    int second = data + (gif[data] & 0xff) + 1;
    byte[] cut = Arrays.copyOf(gif, second + 2);
    cut[second] = 0;
    cut[second + 1] = 0x3b;
    String message = message(cut);
    assertTrue(message.matches("test: expected a whole GIF image, found \\d+ of 64 rows"), message);
  }

  @Test
  void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
    byte[] png = ImageFile.png(Pictures.gradient(8, 8));
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    assertMessage(png, "test: expected at most 50 megapixels, found 60000 x 60000");

    byte[] jpeg = ImageFile.jpeg(Pictures.gradient(8, 8), 90);
    for (int i = 2; i < jpeg.length; i += 2 + ByteBuffer.wrap(jpeg).getShort(i + 2)) {
      if (jpeg[i + 1] == (byte) 0xc0) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 65_000).putShort(i + 7, (short) 65_000);
        break;
      }
    }
    assertMessage(jpeg, "test: expected at most 50 megapixels, found 65000 x 65000");
  }

  @Test
  void endlessScansAreRefused() {
    byte[] jpeg = ImageFile.jpeg(Pictures.gradient(8, 8), 90);
    byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    var many = ByteBuffer.allocate(jpeg.length + 200 * scan.length).put(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 200; i++) {
      many.put(scan);
    }
    many.put(jpeg, jpeg.length - 2, 2);
    assertMessage(many.array(), "test: expected a whole JPEG image, found more than 100 scans");
  }

  @Test
  void whatIsNoImageIsNamed() {
    String expected = "test: expected an image (JPEG, PNG, GIF, BMP, TIFF or WebP), found ";
    assertMessage(new byte[0], expected + "an empty file");
    assertMessage("Dear Sir".getBytes(StandardCharsets.UTF_8), expected + "text");
    assertMessage("%PDF-1.7".getBytes(StandardCharsets.UTF_8), expected + "a PDF");
    assertMessage(
        "<svg xmlns=''/>".getBytes(StandardCharsets.UTF_8),
        expected + "an SVG drawing (not supported)");
    assertMessage(new byte[] {0, 1, 2, 3}, expected + "unknown binary data");
    assertMessage(
        "\0\0\0\u001cftypheic".getBytes(StandardCharsets.UTF_8),
        expected + "a HEIC picture (not supported)");
  }

  @Test
  void placesWithoutAFileAreNamed() throws IOException {
    var missing = folder.resolve("missing.png");
    assertEquals(
        "cannot read " + missing + ": no such file or folder",
        assertThrows(ImageFileException.class, () -> ImageFile.read(missing)).getMessage());
    assertEquals(
        "expected an image, found a folder: " + folder,
        assertThrows(ImageFileException.class, () -> ImageFile.read(folder)).getMessage());
    var empty = Files.createFile(folder.resolve("empty.jpg"));
    assertTrue(
        String.valueOf(
                assertThrows(ImageFileException.class, () -> ImageFile.read(empty)).getMessage())
            .endsWith("found an empty file"));
  }

  private static void assertMessage(byte[] content, String expected) {
    assertEquals(expected, message(content));
  }

  private static String message(byte[] content) {
    return String.valueOf(
        assertThrows(ImageFileException.class, () -> ImageFile.read(content, "test")).getMessage());
  }

  private static void assertOneLine(ImageFileException e, String when) {
    String message = String.valueOf(e.getMessage());
    assertFalse(message.contains("\n") || message.length() > 300, when + ": " + message);
  }
}
