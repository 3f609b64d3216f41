package dev.jeton.measure.tokens;

import java.util.zip.Deflater;

/**
 * What Deflate makes of ids (RFC 1951, level 9): repetitions within 32 KiB, then Huffman. Each id
 * is written in the least whole number of bytes that holds the vocabulary, most significant first.
 */
public final class DeflateSize {
  private static final int CHUNK = 1 << 16;

  private DeflateSize() {}

  /** Bits per token of all sequences one after the other; NaN where there are no tokens. */
  public static double bitsPerToken(TokenCorpus corpus) {
    int width = Math.max(1, (39 - Integer.numberOfLeadingZeros(corpus.vocabulary() - 1)) / 8);
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      var into = new byte[CHUNK];
      for (var ids : corpus.sequences()) {
        deflater.setInput(bytes(ids, width));
        while (!deflater.needsInput()) {
          deflater.deflate(into);
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        deflater.deflate(into);
      }
      return 8.0 * deflater.getBytesWritten() / corpus.tokens();
    } finally {
      deflater.end();
    }
  }

  static byte[] bytes(int[] ids, int width) {
    var bytes = new byte[Math.multiplyExact(ids.length, width)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (ids[i / width] >>> 8 * (width - 1 - i % width));
    }
    return bytes;
  }
}
