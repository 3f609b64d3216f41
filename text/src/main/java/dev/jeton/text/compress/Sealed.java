package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Files of this package: four bytes that say what it is, a version, the content, and the CRC-32 of
 * all of it, big-endian. See {@code docs/formats/compressed-text.md}.
 *
 * @param letter the fourth byte
 * @param what it is, in messages
 */
record Sealed(char letter, String what) {
  private static final int FIRST = 0x89;
  private static final int VERSION = 1;
  private static final int HEAD = 5;
  private static final int CHECKSUM = 4;

  /** Whether a file begins as one of these. */
  boolean recognises(byte[] file) {
    return file.length >= 4
        && (file[0] & 0xff) == FIRST
        && file[1] == 'J'
        && file[2] == 'T'
        && file[3] == letter;
  }

  /** The file with this content. */
  byte[] file(byte[] content) {
    var out = new ByteArrayOutputStream(content.length + HEAD + CHECKSUM);
    out.write(FIRST);
    out.write('J');
    out.write('T');
    out.write(letter);
    out.write(VERSION);
    out.writeBytes(content);
    long checksum = checksum(out.toByteArray());
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (checksum >>> shift));
    }
    return out.toByteArray();
  }

  /**
   * The content of a file.
   *
   * @throws TokenizerException if it is another one, or was cut short or changed
   */
  Numbers open(byte[] file) {
    if (!recognises(file)) {
      throw new TokenizerException("expected %s, found something else".formatted(what));
    }
    if (file.length < HEAD + CHECKSUM) {
      throw new TokenizerException(
          "expected %s, found its first %d bytes".formatted(what, file.length));
    }
    if (file[4] != VERSION) {
      throw new TokenizerException(
          "expected version %d of %s, found %d".formatted(VERSION, what, file[4] & 0xff));
    }
    int end = file.length - CHECKSUM;
    long stated = 0;
    for (int i = end; i < file.length; i++) {
      stated = stated << 8 | file[i] & 0xff;
    }
    long found = checksum(Arrays.copyOf(file, end));
    if (stated != found) {
      throw new TokenizerException(
          "expected %s with checksum %08x, found %08x: it was cut short or changed"
              .formatted(what, stated, found));
    }
    return new Numbers(Arrays.copyOfRange(file, HEAD, end), what);
  }

  /** CRC-32, 32 bits. */
  static long checksum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /**
   * Adds a number of at least 0: seven bits a byte, the lowest first, the top bit where more come.
   */
  static void number(ByteArrayOutputStream out, long number) {
    long rest = number;
    for (; rest >>> 7 != 0; rest >>>= 7) {
      out.write((int) rest | 0x80);
    }
    out.write((int) rest);
  }
}
