package dev.jeton.text.bytes;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of valid UTF-8 and where each of its bytes came from in the text that was given.
 * Indexes are those of {@link #bytes()}, {@code from} inclusive, {@code to} exclusive.
 */
public final class Text {
  private final byte[] bytes;
  private final int from;
  private final int to;
  private int @Nullable [] starts; // null: each byte stands where it stood
  private int @Nullable [] ends;
  private @Nullable Supplier<int[][]> origins; // of both, until they are asked for
  private int firstStart = -1; // that of the first byte, if known before

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

  /**
   * A text made of another one.
   *
   * @param length of the text in {@code utf8}, which is not copied
   * @param origins gives for each byte where the character that it belongs to begins in the text
   *     that was given, and where it ends; asked once, and only if that is to be known
   */
  public static Text of(byte[] utf8, int length, Supplier<int[][]> origins) {
    var text = new Text(utf8, 0, length, null, null);
    text.origins = origins;
    return text;
  }

  /** The same where it is known where the first byte came from. */
  static Text of(byte[] utf8, int length, int firstStart, Supplier<int[][]> origins) {
    var text = of(utf8, length, origins);
    text.firstStart = firstStart;
    return text;
  }

  private void place() {
    if (origins != null) {
      int[][] found = origins.get();
      starts = found[0];
      ends = found[1];
      origins = null;
    }
  }

  /** The part between two indexes; shares the bytes. */
  public Text slice(int from, int to) {
    if (from != this.from || to != this.to) {
      place();
    }
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
    if (index == 0 && firstStart >= 0) {
      return firstStart;
    }
    place();
    return starts == null ? index : starts[index];
  }

  /** Where the character that byte {@code index} belongs to ends in the text that was given. */
  public int originalEnd(int index) {
    place();
    return ends == null ? index + 1 : ends[index];
  }

  /** The stretch as a string. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
  }
}
