package dev.jeton.text.decoder;

import java.util.Arrays;

/**
 * Drops a byte at the beginning of the whole text, at most so many times: what {@link Fuse} and a
 * strip of the start do together, without waiting for the end.
 */
public record StripStart(byte content, int most) implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private int left = most;

      @Override
      public void token(byte[] bytes) {
        int from = 0;
        while (left > 0 && from < bytes.length && bytes[from] == content) {
          from++;
          left--;
        }
        if (from < bytes.length) {
          left = 0;
          next.token(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length));
        }
      }

      @Override
      public void end() {
        next.end();
      }
    };
  }
}
