package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.Codecs;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import dev.jeton.core.Spec;
import dev.jeton.measure.ImageQuality;
import dev.jeton.testkit.CodecContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What every image codec with shipped weights keeps. */
abstract class ShippedCodecContract extends CodecContract<Signal.Image> {
  private final CodecProvider provider;
  private final Codec<Signal.Image> codec;

  @SuppressWarnings("unchecked") // every family tested here is for images
  ShippedCodecContract(CodecProvider provider) {
    this.provider = provider;
    try {
      codec = (Codec<Signal.Image>) Codecs.open(provider.family());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Codec<Signal.Image> codec() {
    return codec;
  }

  @Override
  protected double distortion(Signal.Image original, Signal.Image decoded) {
    return ImageQuality.meanSquaredError(original, decoded);
  }

  @Test
  void theNewestVersionIsNamedInFull() {
    assertEquals(Spec.of(provider.names().getLast()), codec.spec());
  }

  @Test
  void theHeaderIsAtMost20BytesOf24Allowed() throws IOException {
    var tokens = codec.encode(TestPictures.scene(641, 480), new Budget.Tokens(100));
    assertTrue(JetonFile.header(new JetonFile(codec, tokens).bytes()).headerBytes() <= 20);
  }

  @Test
  void argumentsAndDamagedWeightsAreRefused() {
    var name = provider.names().getFirst();
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.open(Spec.parse(name + ":3"), file -> new byte[0]));
    assertThrows(IOException.class, () -> provider.open(Spec.of(name), file -> new byte[100]));
  }
}
