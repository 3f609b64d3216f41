package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/** The suffix of words, such as {@code </w>}, becomes a space; in the last token it goes. */
public record WordSuffix(String suffix) implements Decoder {
  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private @Nullable String waiting; // may be the last

      @Override
      public void token(byte[] bytes) {
        give(" ");
        waiting = Utf8.decode(bytes);
      }

      @Override
      public void end() {
        give("");
        next.end();
      }

      private void give(String replacement) {
        if (waiting != null) {
          next.token(Utf8.encode(waiting.replace(suffix, replacement)));
        }
      }
    };
  }
}
