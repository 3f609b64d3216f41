package dev.jeton.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

class SegmentationsTest {
  @TempDir private Path folder;

  private static Matrix map(int rows, int columns, int... values) {
    var map = Mat5.newMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      map.setInt(i / columns, i % columns, values[i]);
    }
    return map;
  }

  private Path file(String name, Matrix... maps) throws IOException {
    var people = Mat5.newCell(1, maps.length);
    for (int i = 0; i < maps.length; i++) {
      people.set(i, Mat5.newStruct().set("Segmentation", maps[i]));
    }
    var file = folder.resolve(name);
    try (var sink = Sinks.newStreamingFile(file.toFile())) {
      Mat5.newWriter(sink).writeMat(Mat5.newMatFile().addArray("groundTruth", people));
    }
    return file;
  }

  @Test
  void coarseFirstAndNumbered() throws IOException {
    var read =
        Segmentations.read(file("a.mat", map(2, 3, 5, 7, 7, 5, 9, 9), map(2, 3, 2, 2, 1, 2, 2, 1)));
    assertEquals(2, read.height());
    assertEquals(3, read.width());
    assertArrayEquals(new int[] {0, 0, 1, 0, 0, 1}, read.maps().get(0));
    assertArrayEquals(new int[] {0, 1, 1, 0, 2, 2}, read.maps().get(1));
    assertArrayEquals(new int[] {0, 1, 2, 0, 3, 4}, read.common());
    assertEquals(5, Segmentations.segments(read.common()));
  }

  @Test
  void refusesOtherSizesAndNone() throws IOException {
    var mixed = file("mixed.mat", map(1, 2, 1, 2), map(2, 1, 1, 2));
    var none = file("none.mat");
    assertTrue(message(mixed).contains("one size"));
    assertTrue(message(none).contains("at least 1"));
  }

  private static String message(Path file) {
    var message =
        String.valueOf(
            assertThrows(IOException.class, () -> Segmentations.read(file)).getMessage());
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(file.toString()), message);
    return message;
  }

  /** Cut or changed anywhere: what was written, or one line. */
  @Test
  void damagedFilesAreRefused() throws IOException {
    var seed = new Seed();
    byte[] whole = Files.readAllBytes(file("b.mat", map(2, 3, 5, 7, 7, 5, 9, 9)));
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      if (i % 2 == 0) {
        bytes = Arrays.copyOf(bytes, seed.random().nextInt(bytes.length));
      } else {
        bytes[seed.random().nextInt(bytes.length)] ^= (byte) (1 << seed.random().nextInt(8));
      }
      var file = folder.resolve("damaged.mat");
      Files.write(file, bytes);
      try {
        var read = Segmentations.read(file);
        assertEquals(read.height() * read.width(), read.maps().getFirst().length);
      } catch (IOException e) {
        assertEquals(1, String.valueOf(e.getMessage()).lines().count(), seed);
      }
    }
  }
}
