package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Learns a tokenizer from texts: add them, then take the {@code tokenizer.json}. */
public sealed interface Trainer permits BpeTrainer, UnigramTrainer, WordPieceTrainer {
  /** Adds a text, which is taken as a whole. */
  void add(String text);

  /** Adds the lines of a file in UTF-8; it is read once, and not kept. */
  default void add(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      add(in, file.toString());
    }
  }

  /**
   * Adds the lines of a stream of UTF-8.
   *
   * @param name for messages
   * @throws TokenizerException if it is not UTF-8
   */
  void add(InputStream in, String name) throws IOException;

  /**
   * The learnt tokenizer as {@code tokenizer.json}, in UTF-8.
   *
   * @throws TokenizerException if the size is below that of the alphabet and the special tokens
   */
  byte[] tokenizerJson();
}
