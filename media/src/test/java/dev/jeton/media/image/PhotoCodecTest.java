package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.measure.ImageQuality;
import dev.jeton.testkit.CodecContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped weights. */
class PhotoCodecTest extends CodecContract<Signal.Image> {
  private final ImageCodec codec = open();

  private static ImageCodec open() {
    try {
      return ImageCodec.open("photo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Codec<Signal.Image> codec() {
    return codec;
  }

  @Override
  protected List<Signal.Image> signals() {
    return List.of(TestPictures.scene(1, 1), TestPictures.scene(17, 5), TestPictures.scene(97, 65));
  }

  @Override
  protected double distortion(Signal.Image original, Signal.Image decoded) {
    return ImageQuality.meanSquaredError(original, decoded);
  }

  @Test
  void theHeaderIsAtMost24Bytes() throws IOException {
    var tokens = codec.encode(TestPictures.scene(641, 480), new Budget.Tokens(100));
    assertTrue(JetonFile.header(new JetonFile(codec, tokens).bytes()).headerBytes() <= 20);
  }

  @Test
  void tilesShowNoSeams() throws IOException {
    // 1,024 pixels make a tile: the picture's right part begins a second one.
    var wide = TestPictures.scene(1100, 40);
    var tokens = codec.encode(wide, Budget.UNLIMITED);
    assertEquals(69 * 3, tokens.layout().extent(2).count());
    var decoded = codec.decode(tokens);
    assertTrue(ImageQuality.psnr(wide, decoded) > 20);
  }

  @Test
  void argumentsAndDamagedWeightsAreRefused() {
    var provider = new PhotoProvider();
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.open(Spec.parse("photo-1:3"), name -> new byte[0]));
    assertThrows(IOException.class, () -> provider.open(Spec.of("photo-1"), name -> new byte[99]));
  }
}
