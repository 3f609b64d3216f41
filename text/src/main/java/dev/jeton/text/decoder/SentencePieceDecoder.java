package dev.jeton.text.decoder;

import dev.jeton.text.bytes.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * SentencePiece's way from pieces to text, as {@code sentencepiece_processor.cc} of
 * google/sentencepiece 0.2: U+2581 becomes a space and that of the dummy prefix goes, pieces for
 * control are left out, pieces for bytes become characters, a byte that is part of none U+FFFD.
 *
 * @param control pieces that are left out
 * @param unknown the piece for what has none
 * @param surface what is written for it
 * @param bytes whether {@code <0x00>} to {@code <0xFF>} are bytes
 * @param dummyPrefix whether one space at the beginning is not of the text
 * @param removeExtra whether none at the beginning is
 */
public record SentencePieceDecoder(
    Set<String> control,
    String unknown,
    String surface,
    boolean bytes,
    boolean dummyPrefix,
    boolean removeExtra)
    implements Decoder {
  private static final String SPACE = "\u2581";
  private static final byte[] REPLACEMENT = Utf8.encode("\ufffd");

  public SentencePieceDecoder {
    control = Set.copyOf(control);
  }

  @Override
  public Receiver into(Receiver next) {
    return new Receiver() {
      private final ByteArrayOutputStream run = new ByteArrayOutputStream();
      private boolean start = true; // whether a space would be one of the beginning
      private boolean prefixGone;

      @Override
      public void token(byte[] token) {
        int value = bytes ? ByteFallback.value(token) : -1;
        if (value >= 0) {
          run.write(value);
          return;
        }
        giveRun();
        var piece = Utf8.decode(token);
        start &= !prefixGone;
        if (control.contains(piece)) {
          return;
        }
        if (piece.equals(unknown)) {
          give(Utf8.encode(surface));
          return;
        }
        if (start && (dummyPrefix || removeExtra) && piece.startsWith(SPACE)) {
          piece = piece.substring(SPACE.length());
          prefixGone = !removeExtra;
        }
        give(Utf8.encode(piece.replace(SPACE, " ")));
      }

      @Override
      public void end() {
        giveRun();
        next.end();
      }

      private void give(byte[] text) {
        if (text.length > 0) {
          start = false;
          next.token(text);
        }
      }

      private void giveRun() {
        byte[] all = run.toByteArray();
        run.reset();
        for (int at = 0; at < all.length; ) {
          int length = Utf8.characterLength(all, at);
          if (length == 0) {
            give(REPLACEMENT);
            at++;
          } else {
            give(Arrays.copyOfRange(all, at, at + length));
            at += length;
          }
        }
      }
    };
  }
}
