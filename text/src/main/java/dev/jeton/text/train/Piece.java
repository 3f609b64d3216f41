package dev.jeton.text.train;

import dev.jeton.text.bytes.ByteHash;
import dev.jeton.text.bytes.Text;
import java.util.Arrays;

/** The bytes of a piece, as a key. */
final class Piece {
  private final byte[] bytes;
  private final int hash;

  private Piece(byte[] bytes) {
    this.bytes = bytes;
    this.hash = ByteHash.of(bytes, 0, bytes.length);
  }

  static Piece of(Text text, int from, int to) {
    return new Piece(Arrays.copyOfRange(text.bytes(), from, to));
  }

  /** Not copied. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Piece piece && Arrays.equals(bytes, piece.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
