package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.jeton.core.Signal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizedTest {

  @Test
  void equalSizesAreLeftAlone() {
    var image = TestPictures.scene(9, 7);
    assertSame(image, Resized.to(image, 9, 7));
  }

  @Test
  void plainPicturesStayPlain() {
    var pixels = new float[13 * 5 * 3];
    Arrays.fill(pixels, 0.3f);
    for (int size : new int[] {1, 4, 13, 64}) {
      var found = Resized.to(new Signal.Image(13, 5, pixels), size, size);
      var expected = new float[size * size * 3];
      Arrays.fill(expected, 0.3f);
      assertArrayEquals(expected, found.pixels(), 1e-6f);
    }
  }

  /** Cubic convolution reproduces straight slopes away from the edges, larger and smaller. */
  @Test
  void slopesStaySlopes() {
    int width = 60;
    var pixels = new float[width * 2 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0.1f + 0.8f * (i / 3 % width + 0.5f) / width;
    }
    for (int to : new int[] {20, 37, 150}) {
      var found = Resized.to(new Signal.Image(width, 2, pixels), to, 2);
      for (int x = to / 8; x < to - to / 8; x++) {
        assertEquals(0.1f + 0.8f * (x + 0.5f) / to, found.pixels()[3 * x], 2e-3f);
      }
    }
  }

  @Test
  void finePatternsBecomeGreyInsteadOfAliasing() {
    int width = 64;
    var pixels = new float[width * width * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i / 3 + i / 3 / width) % 2;
    }
    for (float value : Resized.to(new Signal.Image(width, width, pixels), 9, 9).pixels()) {
      assertEquals(0.5f, value, 0.05f);
    }
  }
}
