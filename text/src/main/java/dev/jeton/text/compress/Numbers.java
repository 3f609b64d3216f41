package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import java.util.Arrays;

/** Reads a content from its beginning. For one thread. */
final class Numbers {
  private final byte[] content;
  private final String what;
  private int at;

  /**
   * @param what the content is of, in messages
   */
  Numbers(byte[] content, String what) {
    this.content = content;
    this.what = what;
  }

  /** The next number, at most {@code most}. */
  long next(String name, long most) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      int b = nextByte();
      if (shift > 56 || (long) (b & 0x7f) << shift > most - number) {
        throw new TokenizerException(
            "expected %s of at most %d in %s, found more".formatted(name, most, what));
      }
      number |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return number;
      }
    }
  }

  /** The next byte, 0 to 255. */
  int nextByte() {
    if (at == content.length) {
      throw new TokenizerException("expected more of %s, found its end".formatted(what));
    }
    return content[at++] & 0xff;
  }

  /** Everything that is left. */
  byte[] rest() {
    return Arrays.copyOfRange(content, at, content.length);
  }

  /** Checks that nothing is left. */
  void end() {
    if (at != content.length) {
      throw new TokenizerException(
          "expected the end of %s, found %d more bytes".formatted(what, content.length - at));
    }
  }
}
