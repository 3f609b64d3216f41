package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;

/**
 * Connectionist temporal classification (Graves et al. 2006): of neighbours that are equal one
 * stays, the blank goes.
 *
 * @param blank between tokens, such as {@code <pad>}
 * @param wordDelimiter becomes a space, where cleanup is asked for
 * @param cleanup also whether spaces before punctuation go, as with WordPiece
 */
public record Ctc(String blank, String wordDelimiter, boolean cleanup) implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private byte[] last = {};

      @Override
      public void token(byte[] bytes) {
        if (Arrays.equals(bytes, last)) {
          return;
        }
        last = bytes;
        var text = Utf8.decode(bytes).replace(blank, "");
        if (cleanup) {
          text = Mapping.cleaned(text).replace(wordDelimiter, " ");
        }
        if (!text.isEmpty()) {
          next.token(Utf8.encode(text));
        }
      }

      @Override
      public void end() {
        next.end();
      }
    };
  }
}
