package dev.jeton.text.decoder;

import java.io.ByteArrayOutputStream;

/** All tokens become one, at the end. */
public final class Fuse implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private final ByteArrayOutputStream all = new ByteArrayOutputStream();

      @Override
      public void token(byte[] bytes) {
        all.writeBytes(bytes);
      }

      @Override
      public void end() {
        if (all.size() > 0) {
          next.token(all.toByteArray());
        }
        next.end();
      }
    };
  }
}
