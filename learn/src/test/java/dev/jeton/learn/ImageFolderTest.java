package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir private Path folder;
  private final Seed seed = new Seed();

  /** Photos of 40×30, 43×30, … pixels. */
  private ImageFolder photos(int count) throws IOException {
    for (int p = 0; p < count; p++) {
      var pixels = new float[3 * (40 + 3 * p) * 30];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = seed.random().nextInt(256) / 255f;
      }
      ImageFile.write(new Signal.Image(40 + 3 * p, 30, pixels), folder.resolve("p" + p + ".png"));
    }
    return ImageFolder.read(List.of(folder), 30, file -> true);
  }

  @Test
  void aZipOfPhotosIsAFolderOfPhotos() throws IOException {
    var photos = photos(3);
    var zip = folder.resolve("photos.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int p : new int[] {2, 0, 1}) {
        out.putNextEntry(new ZipEntry("some/p" + p + ".png"));
        out.write(Files.readAllBytes(folder.resolve("p" + p + ".png")));
      }
      out.putNextEntry(new ZipEntry("some/notes.txt"));
    }
    assertEquals(photos.hash(), ImageFolder.read(List.of(zip), 30, file -> true).hash());
    var files = ImageFolder.files(zip);
    assertEquals(
        List.of(zip.resolve("some/p0.png"), zip.resolve("some/p1.png"), zip.resolve("some/p2.png")),
        files);
    var two = ImageFolder.read(List.of(zip), 30, file -> !file.equals(files.get(1)));
    assertEquals(2, two.size());
    Files.write(zip, new byte[] {'P', 'K', 1});
    var e = assertThrows(IOException.class, () -> ImageFolder.files(zip));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith(zip + ": expected a folder or a zip: "),
        e.getMessage());
  }

  /** The crops that trainings got before photos could be made smaller, drawn here once more. */
  @Test
  void withoutRescalingTheCropsStayWhatTheyWere() throws IOException {
    var photos = photos(3);
    var step = new Objective.Step(4, 9, 0);
    try (var scope = new Scope()) {
      var crops = photos.crops(9, 4, 5, 16, 1, 1);
      assertArrayEquals(photos.crops(9, 4, 5, 16).toFloats(), crops.toFloats(), seed);
      var random = new SplittableRandom(step.seed() * 0x9E3779B97F4A7C15L + step.index());
      for (int i = 0; i < 5; i++) {
        var photo = photos.photo(random.nextInt(3));
        int y = random.nextInt(30 - 16 + 1);
        int x = random.nextInt((int) photo.size(3) - 16 + 1);
        var crop = photo.narrow(2, y, 16).narrow(3, x, 16);
        crop = random.nextBoolean() ? crop.flip(3) : crop;
        assertArrayEquals(crop.toFloats(), crops.narrow(0, i, 1).toFloats(), seed);
      }
    }
  }

  @Test
  void rescaledCropsDependOnSeedAndStepOnly() throws IOException {
    var photos = photos(3);
    try (var scope = new Scope()) {
      float[] some = photos.crops(9, 4, 5, 16, 0.1, 1).toFloats();
      assertArrayEquals(some, photos.crops(9, 4, 5, 16, 0.1, 1).toFloats(), seed);
      assertTrue(!Arrays.equals(some, photos.crops(9, 5, 5, 16, 0.1, 1).toFloats()), seed);
      for (float value : some) {
        assertTrue(value >= 0 && value <= 1, seed);
      }
      // a side of 30 is the whole height, whatever range was asked for
      assertArrayEquals(photos.crops(9, 4, 1, 30, 0.1, 0.2).shape(), new long[] {1, 3, 30, 30});
      var e = assertThrows(IllegalArgumentException.class, () -> photos.crops(9, 4, 1, 31));
      assertTrue(
          String.valueOf(e.getMessage())
              .matches("expected photos of at least 31 pixels a side, found 4\\d x 30"),
          e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> photos.crops(9, 4, 1, 16, 0, 1));
      assertThrows(IllegalArgumentException.class, () -> photos.crops(9, 4, 1, 16, 0.5, 1.1));
    }
  }

  @Test
  void aSmallerCropIsTheMeanOfWhatItCovers() {
    var pixels = new byte[2 * 6 * 7];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) seed.random().nextInt(256);
    }
    var out = new float[2 * 2 * 2];
    new AreaCrop(2, 2).copy(pixels, 6, 7, 1, 3, false, out, 0);
    for (int c = 0; c < 2; c++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 2; x++) {
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            sum += pixels[42 * c + 7 * (1 + 2 * y + i / 2) + 3 + 2 * x + i % 2] & 0xFF;
          }
          assertEquals(sum / 4 / 255, out[4 * c + 2 * y + x], 1e-6, seed);
        }
      }
    }
    var mirrored = new float[8];
    new AreaCrop(2, 2).copy(pixels, 6, 7, 1, 3, true, mirrored, 0);
    assertEquals(out[0], mirrored[1], seed);
    // 1.5 pixels each: the middle one of three counts for both by half
    var row = new byte[] {30, 60, 90, 30, 60, 90, 30, 60, 90};
    var two = new float[4];
    new AreaCrop(2, 1.5).copy(row, 3, 3, 0, 0, false, two, 0);
    assertEquals(40 / 255f, two[0], 1e-6);
    assertEquals(80 / 255f, two[1], 1e-6);
  }
}
