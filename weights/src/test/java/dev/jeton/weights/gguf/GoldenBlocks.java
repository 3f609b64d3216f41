package dev.jeton.weights.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The file that {@code golden/README.md} describes. */
final class GoldenBlocks {
  private GoldenBlocks() {}

  static byte[] bytes() throws IOException {
    try (InputStream in =
        GoldenBlocks.class.getResourceAsStream("/dev/jeton/weights/golden/blocks.gguf")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  static Gguf file() throws IOException {
    return Gguf.parse(bytes(), "blocks.gguf");
  }
}
