package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The header of a GGUF file as a stream of numbers and texts. Nothing that it says about lengths is
 * believed before that many bytes were there. The end of the stream is an {@link EOFException}.
 */
public final class GgufInput {
  private static final int LONGEST_TEXT = 1 << 24;
  private static final int LONGEST_SHOWN = 60;
  private static final long LONGEST_HEADER = 1L << 30;

  private final InputStream in;
  private final byte[] word = new byte[8];
  private long position;

  /** A header that begins where {@code in} stands; reads are small, so it should be buffered. */
  public GgufInput(InputStream in) {
    this.in = in;
  }

  /** A name of the file as it may stand in a message of one line. */
  public static String shown(String name) {
    var line = name.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", "?");
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
  }

  /** How many bytes were read. */
  public long position() {
    return position;
  }

  /** An unsigned number of {@code bytes} bytes, at most 8, little endian. */
  public long number(int bytes) throws IOException {
    if (in.readNBytes(word, 0, bytes) < bytes) {
      throw new EOFException();
    }
    advance(bytes);
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (word[i] & 0xffL) << 8 * i;
    }
    return number;
  }

  /** A number of 64 bits that counts something, of which there are at most {@code most}. */
  public long count(long most, String what) throws IOException {
    long count = number(8);
    if (count < 0 || count > most) {
      throw new TokenizerException(
          "expected at most %d %s, found %s at byte %d"
              .formatted(most, what, Long.toUnsignedString(count), position - 8));
    }
    return count;
  }

  /** A type of value. */
  GgufType type() throws IOException {
    long type = number(4);
    var all = GgufType.values();
    if (type >= all.length) {
      throw new TokenizerException(
          "expected a type of value, 0 to %d, found %d at byte %d"
              .formatted(all.length - 1, type, position - 4));
    }
    return all[(int) type];
  }

  /** A text, its length first. */
  public String text() throws IOException {
    int length = (int) count(LONGEST_TEXT, "bytes of a text");
    byte[] bytes = in.readNBytes(length); // grows with what is there
    advance(bytes.length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return Utf8.decode(bytes);
  }

  void skipText() throws IOException {
    skip(count(LONGEST_TEXT, "bytes of a text"));
  }

  void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    advance(bytes);
  }

  private void advance(long bytes) {
    position += bytes;
    if (position > LONGEST_HEADER) {
      throw new TokenizerException("expected a header of at most 1 GiB, found a longer one");
    }
  }
}
