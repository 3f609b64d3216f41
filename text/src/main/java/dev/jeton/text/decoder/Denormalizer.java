package dev.jeton.text.decoder;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.normalizer.CharacterMap;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * SentencePiece's denormalizer: of a decoded text the longest beginning that the map knows is
 * replaced, and so on. What may become a longer one waits for the next token.
 *
 * @param map from strings to what takes their place
 */
public record Denormalizer(CharacterMap map) implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private byte[] held = {};

      @Override
      public void token(byte[] token) {
        int before = held.length;
        held = Arrays.copyOf(held, before + token.length);
        System.arraycopy(token, 0, held, before, token.length);
        give(false);
      }

      @Override
      public void end() {
        give(true);
        next.end();
      }

      private void give(boolean last) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < held.length && (last || !map.mayGoOn(held, at, held.length))) {
          var found = map.longest(held, at, held.length);
          if (found != null) {
            out.writeBytes(found.replacement());
            at += found.length();
          } else {
            int end = Math.min(held.length, at + CodePoints.length(held[at]));
            out.write(held, at, end - at);
            at = end;
          }
        }
        held = Arrays.copyOfRange(held, at, held.length);
        if (out.size() > 0) {
          next.token(out.toByteArray());
        }
      }
    };
  }
}
