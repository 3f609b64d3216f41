package dev.jeton.core;

import java.util.HexFormat;

/**
 * What a {@code .jeton} file says before its ids. Read without the codec, and not yet checked
 * against the checksum, which covers the ids too.
 *
 * @param version of the format
 * @param codec opens the codec that wrote it
 * @param fingerprint first 8 bytes, big-endian, of the SHA-256 of the codec's weights
 * @param signal extent of the signal
 * @param count number of ids, at least 1; 0 where all of the layout are there
 * @param headerBytes bytes before the coded ids
 * @param codedBytes bytes of the coded ids; the checksum follows
 */
public record JetonHeader(
    int version,
    Spec codec,
    long fingerprint,
    Extent signal,
    int count,
    int headerBytes,
    int codedBytes) {

  /** Whether all ids of the layout are there. */
  public boolean complete() {
    return count == 0;
  }

  /** The fingerprint as 16 hexadecimal digits. */
  public String weights() {
    return hex(fingerprint);
  }

  static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }
}
