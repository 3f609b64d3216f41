package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Codecs;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.measure.ImageQuality;
import dev.jeton.testkit.CodecContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped tables. */
class PatchesCodecTest extends CodecContract<Signal.Image> {
  private final ImageCodec codec = open();

  private static ImageCodec open() {
    try {
      return (ImageCodec) Codecs.open("patches");
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
    return List.of(
        TestPictures.scene(1, 1),
        TestPictures.scene(7, 5),
        TestPictures.scene(64, 48),
        TestPictures.scene(257, 129));
  }

  @Override
  protected double distortion(Signal.Image original, Signal.Image decoded) {
    return ImageQuality.meanSquaredError(original, decoded);
  }

  @Test
  void theNewestVersionIsNamedInFull() {
    assertEquals(Spec.of("patches-1"), codec.spec());
  }

  @Test
  void theHeaderIsAtMost24Bytes() throws IOException {
    var tokens = codec.encode(TestPictures.scene(641, 480), new Budget.Tokens(100));
    assertTrue(JetonFile.header(new JetonFile(codec, tokens).bytes()).headerBytes() <= 24);
  }

  @Test
  void aQualityIsReached() {
    var image = TestPictures.scene(257, 129);
    int before = 0;
    for (double quality : new double[] {50, 80, 90, 95}) {
      var tokens = codec.encode(image, new Budget.Quality(quality));
      var decoded = codec.decode(tokens);
      int scales = ImageQuality.msSsimScales(257, 129);
      double found = 100 * ImageQuality.msSsim(image, decoded, scales);
      assertTrue(found >= quality || tokens.complete(), found + " of " + quality);
      assertTrue(tokens.length() >= before);
      before = tokens.length();
    }
  }

  @Test
  void argumentsAndDamagedTablesAreRefused() {
    var provider = new PatchesProvider();
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.open(Spec.parse("patches-1:3"), name -> new byte[0]));
    assertThrows(
        IOException.class, () -> provider.open(Spec.of("patches-1"), name -> new byte[100]));
  }
}
