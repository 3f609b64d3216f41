package dev.jeton.text.decoder;

import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.Utf8;

/**
 * Tokens that are written in the alphabet of bytes become those bytes; others stay. For
 * vocabularies that were not read as bytes.
 */
public final class ByteLetters implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      @Override
      public void token(byte[] bytes) {
        byte[] written = ByteAlphabet.bytes(Utf8.decode(bytes));
        next.token(written == null ? bytes : written);
      }

      @Override
      public void end() {
        next.end();
      }
    };
  }
}
