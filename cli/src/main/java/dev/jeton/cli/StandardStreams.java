package dev.jeton.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Standard input and output in place of files, where a command line says {@code -}. */
final class StandardStreams {
  static final Path DASH = Path.of("-");

  /** More does not fit into an array. */
  static final int LONGEST_INPUT = Integer.MAX_VALUE - 16;

  private StandardStreams() {}

  /** All of standard input. */
  static byte[] read() throws IOException {
    byte[] content = System.in.readNBytes(LONGEST_INPUT);
    if (System.in.read() >= 0) {
      throw new IOException("expected less than 2 GB");
    }
    return content;
  }

  /** Writes a whole result. */
  static void write(byte[] content) throws IOException {
    System.out.write(content, 0, content.length);
    if (System.out.checkError()) {
      throw new IOException("cannot write to standard output");
    }
  }
}
