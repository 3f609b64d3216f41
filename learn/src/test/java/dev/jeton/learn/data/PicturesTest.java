package dev.jeton.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static final Path DATA = Path.of(System.getProperty("jeton.data", ""));
  @TempDir private Path folder;
  private final Seed seed = new Seed();

  // ---- zip ----

  private static byte[] png(int width, int height, double value) {
    var pixels = new float[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 3 == 0 ? (float) value : i % 3 == 1 ? 0.5f : 0;
    }
    return ImageFile.png(new Signal.Image(width, height, pixels));
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    var file = folder.resolve("pictures.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  @Test
  void aZipGivesItsClassesInTurn() throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("train/dog/2.png", png(3, 2, 0.4));
    entries.put("train/dog/1.png", png(3, 2, 0.2));
    entries.put("train/cat/7.png", png(3, 2, 1));
    entries.put("train/readme.txt", new byte[] {1});
    entries.put("test/cow/1.png", png(3, 2, 0.6));
    var pictures = Pictures.ofZip(zip(entries), "train");
    assertEquals(List.of("cat", "dog"), pictures.classes());
    assertEquals(3, pictures.size());
    assertEquals(2, pictures.height());
    assertEquals(3, pictures.width());
    assertEquals(3, pictures.channels());
    assertArrayEquals(new int[] {0, 1, 1}, IntStream.range(0, 3).map(pictures::label).toArray());
    assertThrows(IllegalStateException.class, pictures::side);
    try (var scope = new Scope()) {
      var batch = pictures.batch(new int[] {1});
      assertArrayEquals(new long[] {1, 3, 2, 3}, batch.shape());
      float[] values = batch.toFloats();
      assertEquals(0.2f, values[0], 1e-6);
      assertEquals(128 / 255f, values[6], 1e-6);
      assertEquals(0, values[17]);
    }
  }

  @Test
  void zipsThatDoNotFitAreRefusedInOneLine() throws IOException {
    var file = zip(Map.of("train/cat/1.png", png(3, 2, 0.5), "train/cat/2.png", png(3, 3, 0.5)));
    assertEquals(
        file + "!train/cat/2.png: expected 3 x 2 pixels as in the first picture, found 3 x 3",
        message(() -> Pictures.ofZip(file, "train")));
    assertEquals(
        file + ": expected pictures as test/CLASS/NAME.jpg, found none",
        message(() -> Pictures.ofZip(file, "test")));
    Files.write(file, new byte[] {1, 2, 3});
    assertTrue(message(() -> Pictures.ofZip(file, "train")).startsWith(file + ": not a zip: "));
  }

  private static String message(org.junit.jupiter.api.function.Executable reading) {
    var message = String.valueOf(assertThrows(IOException.class, reading).getMessage());
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void cifar10() throws IOException {
    var zip = DATA.resolve("cifar10/cifar10.zip");
    assumeTrue(Files.exists(zip), zip + " is absent");
    var test = Pictures.ofZip(zip, "test");
    assertEquals(5_000, test.size());
    assertEquals(32, test.side());
    assertEquals(
        List.of(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck"),
        test.classes());
    for (int i = 0; i < 20; i++) {
      assertEquals(i % 10, test.label(i));
    }
  }

  // ---- batches ----

  private Pictures pictures(int count) {
    var pixels = new byte[count][2 * 4 * 5];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < pixels[i].length; j++) {
        pixels[i][j] = (byte) seed.random().nextInt(256);
      }
    }
    return new Pictures(
        List.of("a", "b", "c"),
        2,
        4,
        5,
        pixels,
        IntStream.range(0, count).map(i -> i % 3).toArray());
  }

  @Test
  void batchesDependOnSeedAndStepOnly() {
    var pictures = pictures(11);
    try (var scope = new Scope()) {
      var some = pictures.batch(3, 5, 4);
      var other = pictures.batch(3, 6, 4);
      var again = pictures.batch(3, 5, 4);
      assertArrayEquals(some.pictures().toFloats(), again.pictures().toFloats(), seed);
      assertArrayEquals(some.labels().toLongs(), again.labels().toLongs(), seed);
      assertTrue(!Arrays.equals(some.pictures().toFloats(), other.pictures().toFloats()), seed);
      assertEquals(pictures.hash(), pictures.subset(0, 11).hash());
      assertTrue(!pictures.hash().equals(pictures.subset(1, 11).hash()));
    }
  }

  @Test
  void aPassHoldsEveryPictureOnce() {
    var pictures = pictures(12);
    try (var scope = new Scope()) {
      var seen = new java.util.HashSet<String>();
      for (int step = 3; step < 6; step++) {
        float[] values = pictures.batch(7, step, 4, Augmentation.NONE).pictures().toFloats();
        for (int i = 0; i < 4; i++) {
          seen.add(Arrays.toString(Arrays.copyOfRange(values, 40 * i, 40 * i + 40)));
        }
      }
      assertEquals(12, seen.size(), seed);
    }
  }

  @Test
  void augmentationMirrorsAndMoves() {
    var pictures = pictures(1);
    try (var scope = new Scope()) {
      float[] plain = pictures.batch(new int[] {0}).toFloats();
      float[] mirrored = placed(pictures, new Pictures.Placement(true, 0, 0));
      float[] moved = placed(pictures, new Pictures.Placement(false, 1, -2));
      for (int y = 0; y < 8; y++) {
        int above = y % 4 == 0 ? y + 1 : y - 1;
        for (int x = 0; x < 5; x++) {
          assertEquals(plain[5 * y + 4 - x], mirrored[5 * y + x], seed);
          int right = x + 2 > 4 ? 8 - x - 2 : x + 2;
          assertEquals(plain[5 * above + right], moved[5 * y + x], seed);
        }
      }
    }
  }

  private static float[] placed(Pictures pictures, Pictures.Placement placement) {
    var values = new float[40];
    placement.copy(pictures, 0, values, 0);
    return values;
  }

  // ---- idx ----

  private static byte[] idx(int magic, int[] sizes, int values) {
    var buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values).putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    for (int i = 0; i < values; i++) {
      buffer.put((byte) i);
    }
    return buffer.array();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void idxPlainAndGzipped() throws IOException {
    var images = idx(0x803, new int[] {2, 2, 3}, 12);
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(images);
    }
    var labels = file("labels", idx(0x801, new int[] {2}, 2));
    for (var content : List.of(images, zipped.toByteArray())) {
      var pictures = Pictures.ofIdx(file("images", content), labels);
      assertEquals(List.of("0", "1"), pictures.classes());
      assertEquals(1, pictures.channels());
      try (var scope = new Scope()) {
        assertArrayEquals(
            new float[] {6, 7, 8, 9, 10, 11},
            pictures.batch(new int[] {1}).mul(255).toFloats(),
            1e-4f);
      }
    }
  }

  @Test
  void idxFilesThatDoNotFitAreRefusedInOneLine() throws IOException {
    var images = file("images", idx(0x803, new int[] {2, 2, 3}, 12));
    var labels = file("labels", idx(0x801, new int[] {2}, 2));
    assertEquals(
        labels + ": expected an idx file of bytes in 3 dimensions (magic 00000803), found 00000801",
        message(() -> Pictures.ofIdx(labels, images)));
    var three = file("three", idx(0x801, new int[] {3}, 3));
    assertEquals(
        images + " holds 2 pictures, " + three + " 3 labels",
        message(() -> Pictures.ofIdx(images, three)));
    var cut = file("cut", idx(0x803, new int[] {2, 2, 3}, 11));
    assertEquals(
        cut + ": cut: expected 12 values, found 11", message(() -> Pictures.ofIdx(cut, labels)));
    var head = file("head", new byte[] {0, 0, 8, 3, 0, 0});
    assertEquals(head + ": cut: the file ends early", message(() -> Pictures.ofIdx(head, labels)));
    var huge = file("huge", idx(0x803, new int[] {1 << 20, 1 << 10, 1 << 10}, 5));
    assertEquals(
        huge
            + ": expected sizes from 1 that multiply to less than 2^31,"
            + " found [1048576, 1024, 1024]",
        message(() -> Pictures.ofIdx(huge, labels)));
    var more = file("more", idx(0x801, new int[] {2}, 3));
    assertEquals(
        more + ": more than the expected 2 values", message(() -> Pictures.ofIdx(images, more)));
    var gzip = file("gzip", "\u001f".concat("x").getBytes(StandardCharsets.ISO_8859_1));
    message(() -> Pictures.ofIdx(gzip, labels));
    var broken = file("broken", new byte[] {0x1f, (byte) 0x8b, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7});
    assertTrue(
        message(() -> Pictures.ofIdx(broken, labels)).startsWith(broken + ": damaged gzip: "));
  }

  @Test
  void mnist() throws IOException {
    var images = DATA.resolve("mnist_10k/t10k-images-idx3-ubyte.gz");
    assumeTrue(Files.exists(images), images + " is absent");
    var digits = Pictures.ofIdx(images, DATA.resolve("mnist_10k/t10k-labels-idx1-ubyte.gz"));
    assertEquals(10_000, digits.size());
    assertEquals(28, digits.side());
    assertEquals(10, digits.classes().size());
    assertEquals(7, digits.label(0));
  }
}
