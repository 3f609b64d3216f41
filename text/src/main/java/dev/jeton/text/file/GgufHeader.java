package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What a GGUF file says under keys that begin with {@code tokenizer.}, which is left out here. */
final class GgufHeader {
  private static final String OURS = "tokenizer.";

  private final GgufMetadata metadata;

  GgufHeader(GgufMetadata metadata) {
    this.metadata = metadata;
  }

  /** Whether {@code start} is how such files begin. */
  static boolean recognises(byte[] start) {
    return start.length >= 4
        && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == GgufMetadata.MAGIC;
  }

  /**
   * Reads up to the end of the keys.
   *
   * @throws TokenizerException if it is no such file, or broken
   */
  static GgufHeader read(InputStream in) throws IOException {
    return new GgufHeader(GgufMetadata.read(new GgufInput(in), key -> key.startsWith(OURS)));
  }

  /** The text under {@code key}, if any. */
  Optional<String> text(String key) {
    return metadata.text(OURS + key);
  }

  /** The number under {@code key}, or {@code other} where there is none. */
  int id(String key, int other) {
    return (int) metadata.number(OURS + key).orElse(other);
  }

  /** Whether the value under {@code key} is true, or {@code other} where there is none. */
  boolean flag(String key, boolean other) {
    return metadata.number(OURS + key).orElse(other ? 1 : 0) != 0;
  }

  /** The texts under {@code key}; none where there are none. */
  String[] texts(String key) {
    return metadata.texts(OURS + key).toArray(String[]::new);
  }

  /** The numbers under {@code key}; none where there are none. */
  double[] numbers(String key) {
    return metadata.numbers(OURS + key);
  }
}
