package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Utf8;
import java.io.ByteArrayOutputStream;

/**
 * Tokens {@code <0x00>} to {@code <0xFF>} become their bytes. Neighbours that are not UTF-8
 * together become as many U+FFFD, as Hugging Face does; therefore they wait for the next token.
 */
public final class ByteFallback implements Decoder {
  private static final byte[] REPLACEMENT = Utf8.encode("\ufffd");

  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private final ByteArrayOutputStream run = new ByteArrayOutputStream();

      @Override
      public void token(byte[] bytes) {
        int value = value(bytes);
        if (value >= 0) {
          run.write(value);
        } else {
          giveRun();
          next.token(bytes);
        }
      }

      @Override
      public void end() {
        giveRun();
        next.end();
      }

      private void giveRun() {
        byte[] bytes = run.toByteArray();
        run.reset();
        if (bytes.length == 0) {
          return;
        }
        if (Utf8.firstInvalid(bytes) < 0) {
          next.token(bytes);
        } else {
          for (int i = 0; i < bytes.length; i++) {
            next.token(REPLACEMENT);
          }
        }
      }
    };
  }

  /** The byte that {@code <0x00>} to {@code <0xFF>} stand for, or −1. */
  public static int value(byte[] token) {
    if (token.length != 6
        || token[0] != '<'
        || token[1] != '0'
        || token[2] != 'x'
        || token[5] != '>') {
      return -1;
    }
    int high = Character.digit(token[3], 16);
    int low = Character.digit(token[4], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
