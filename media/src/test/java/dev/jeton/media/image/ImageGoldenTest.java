package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by Pillow; see README.md beside them. Distances are in 8-bit steps. */
class ImageGoldenTest {

  @ParameterizedTest
  @CsvSource({
    "display-p3.jpg, 2, 0.3",
    "display-p3.png, 1.1, 0.3",
    "display-p3.webp, 1.1, 0.3",
    "display-p3.tif, 1.1, 0.3",
    "adobe-rgb.jpg, 2, 0.3",
    "adobe-rgb.png, 1.1, 0.3",
    "cmyk.jpg, 2, 0.6",
    "ycck.jpg, 2, 0.6",
    "cmyk.tif, 1.1, 0.5",
    "alpha.webp, 1.1, 0.5",
    "alpha-lossy.webp, 9, 1.5",
    "lossy.webp, 60, 2",
    "soft.webp, 28, 1.8",
    "grey16.tif, 0.6, 0.5",
    "float.tif, 0.6, 0.5",
    "jpeg-in.tif, 2, 0.3"
  })
  void colorsAreThoseThatPillowSees(String name, double most, double mean) {
    check(read(name), read(name + ".expected.png"), most, mean);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void jpegsStandUpright(int orientation) {
    var upright = read("orientation.expected.png");
    check(read("orientation-" + orientation + ".jpg"), upright, 6, 1.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "webp", "tif"})
  void otherFormatsStandUpright(String ending) {
    check(read("orientation-6." + ending), read("orientation.expected.png"), 0, 0);
  }

  private static void check(Signal.Image found, Signal.Image expected, double most, double mean) {
    assertEquals(expected.extent(), found.extent());
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < found.pixels().length; i++) {
      double distance = 255 * Math.abs(found.pixels()[i] - expected.pixels()[i]);
      largest = Math.max(largest, distance);
      sum += distance;
    }
    String distances = "largest %.2f, mean %.3f".formatted(largest, sum / found.pixels().length);
    assertTrue(largest <= most && sum / found.pixels().length <= mean, distances);
  }

  private static Signal.Image read(String name) {
    return ImageFile.read(bytes(name), name);
  }

  static byte[] bytes(String name) {
    try (var in = ImageGoldenTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
