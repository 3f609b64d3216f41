package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The fields of a message in the wire format of protocol buffers, one after the other. */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int to;
  private int at;
  private int field;
  private int type;
  private long number;
  private int start;

  ProtoMessage(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoMessage(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** Goes on to the next field; false at the end. */
  boolean next() {
    if (at == to) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    type = (int) (key & 7);
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(8);
      case FIXED32 -> skip(4);
      case BYTES -> {
        long length = varint();
        if (length < 0 || length > to - at) {
          throw broken("a field of %d bytes where %d are left".formatted(length, to - at));
        }
        skip((int) length);
      }
      default -> throw broken("a field of wire type " + type);
    }
    return true;
  }

  /** Number of the field. */
  int field() {
    return field;
  }

  long number() {
    expect(VARINT);
    return number;
  }

  boolean flag() {
    return number() != 0;
  }

  float real() {
    expect(FIXED32);
    return ByteBuffer.wrap(bytes, start, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  byte[] bytes() {
    expect(BYTES);
    return Arrays.copyOfRange(bytes, start, at);
  }

  ProtoMessage message() {
    expect(BYTES);
    return new ProtoMessage(bytes, start, at);
  }

  private void expect(int wanted) {
    if (type != wanted) {
      throw broken("field %d with wire type %d instead of %d".formatted(field, type, wanted));
    }
  }

  private void skip(int length) {
    if (length > to - at) {
      throw broken("its end within a field");
    }
    start = at;
    at += length;
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (at == to) {
        throw broken("its end within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << 7 * i;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number of more than %d bytes".formatted(LONGEST_VARINT));
  }

  private TokenizerException broken(String found) {
    return new TokenizerException(
        "expected a message of protocol buffers, found %s at byte %d".formatted(found, at));
  }
}
