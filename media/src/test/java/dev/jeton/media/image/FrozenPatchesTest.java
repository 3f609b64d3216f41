package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.core.Budget;
import dev.jeton.core.Codecs;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Signal;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * One picture, one file, for good: whatever the kernels and threads, and whatever changes later.
 * Runs once with vector kernels on all threads and once with plain loops on one.
 */
class FrozenPatchesTest {

  @Test
  void filesAndDecodedPicturesStayTheSame() throws IOException {
    var codec = (ImageCodec) Codecs.open("patches-1");
    var tokens = codec.encode(TestPictures.scene(257, 129), new Budget.Bytes(900));
    byte[] file = new JetonFile(codec, tokens).bytes();
    assertEquals("534065d0", crc(file));
    var decoded = (Signal.Image) JetonFile.read(file, codec).decode();
    assertEquals("2778c279", crc(bytes(decoded)));
  }

  private static byte[] bytes(Signal.Image image) {
    var bytes = new byte[image.pixels().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(image.pixels()[i] * 255);
    }
    return bytes;
  }

  private static String crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
