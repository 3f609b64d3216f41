package dev.jeton.text.bytes;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of valid UTF-8 and where each of its bytes came from in the text that was given.
 * Indexes are those of {@link #bytes()}, {@code from} inclusive, {@code to} exclusive.
 */
public final class Text {
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int @Nullable [] starts; // null: each byte stands where it stood
  private final int @Nullable [] ends;

  Text(byte[] bytes, int from, int to, int @Nullable [] starts, int @Nullable [] ends) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.starts = starts;
    this.ends = ends;
  }

  /** The text as it was given; {@code utf8} is not copied. */
  public static Text of(byte[] utf8) {
    return new Text(utf8, 0, utf8.length, null, null);
  }

  /** The part between two indexes; shares the bytes. */
  public Text slice(int from, int to) {
    return from == this.from && to == this.to ? this : new Text(bytes, from, to, starts, ends);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  public boolean isEmpty() {
    return from == to;
  }

  /** Where the character that byte {@code index} belongs to begins in the text that was given. */
  public int originalStart(int index) {
    return starts == null ? index : starts[index];
  }

  /** Where the character that byte {@code index} belongs to ends in the text that was given. */
  public int originalEnd(int index) {
    return ends == null ? index + 1 : ends[index];
  }

  /** The stretch as a string. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
  }
}
