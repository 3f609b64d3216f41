package dev.jeton.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Reads the fields of a header of format version 1, front to back. */
final class HeaderReader {
  private static final int LONGEST_VARINT = 5;

  private final byte[] bytes;
  private int at;

  HeaderReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** Where the next field begins. */
  int at() {
    return at;
  }

  int next(String field) throws JetonFileException {
    if (at >= bytes.length) {
      throw new JetonFileException(
          "cut short: it ends after %d bytes, within %s".formatted(bytes.length, field));
    }
    return bytes[at++] & 0xff;
  }

  long fingerprint() throws JetonFileException {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | next("the fingerprint of the weights");
    }
    return value;
  }

  /** A number of 1 to 2³¹ - 1, seven bits a byte, lowest first, in as few bytes as hold it. */
  int varint(String field) throws JetonFileException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int b = next(field);
      value |= (long) (b & 0x7f) << 7 * i;
      if (b < 0x80) {
        if (b == 0 || value > Integer.MAX_VALUE) {
          break;
        }
        return (int) value;
      }
    }
    throw new JetonFileException(
        "damaged: expected %s as a number of 1 to 2^31 - 1, found none".formatted(field));
  }

  Extent extent(int rank) throws JetonFileException {
    var sizes = new ArrayList<Integer>();
    for (int i = 0; i < rank; i++) {
      sizes.add(varint("the size of the signal"));
    }
    try {
      return new Extent(sizes);
    } catch (IllegalArgumentException e) {
      throw new JetonFileException("damaged: " + e.getMessage(), e);
    }
  }

  Spec name() throws JetonFileException {
    int length = next("the codec's name");
    var name = new byte[length];
    for (int i = 0; i < length; i++) {
      name[i] = (byte) next("the codec's name");
    }
    String text = new String(name, StandardCharsets.US_ASCII);
    try {
      var spec = Spec.parse(text);
      if (spec.toString().equals(text) && RegisteredCodecs.number(spec) == 0) {
        return spec;
      }
    } catch (IllegalArgumentException e) {
      throw new JetonFileException("damaged: the codec's name is not one", e);
    }
    throw new JetonFileException("damaged: '%s' is no codec's name in a file".formatted(text));
  }
}
