package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a GGUF file says under keys that begin with {@code tokenizer.}; the weights
 * behind it are not read. Versions 2 and 3: {@code docs/gguf.md} of ggml-org/ggml.
 */
final class GgufHeader {
  private static final int MAGIC = 0x46554747; // "GGUF", little endian
  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_ITEMS = 1 << 24;
  private static final int LONGEST_TEXT = 1 << 24;
  private static final long LONGEST_HEADER = 1L << 30;
  private static final String OURS = "tokenizer.";

  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /** Bytes of a value, by type; 0 where that depends. */
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private final InputStream in;
  private final byte[] word = new byte[8];
  private long read;
  private final Map<String, Object> values = new HashMap<>();

  private GgufHeader(InputStream in) {
    this.in = in;
  }

  /** Whether {@code start} is how such files begin. */
  static boolean recognises(byte[] start) {
    return start.length >= 4
        && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
  }

  /**
   * Reads up to the end of the keys.
   *
   * @throws TokenizerException if it is no such file, or broken
   */
  static GgufHeader read(InputStream in) throws IOException {
    var header = new GgufHeader(in);
    try {
      header.read();
    } catch (EOFException e) {
      throw new TokenizerException(
          "expected a GGUF file, found its end after %d bytes".formatted(header.read), e);
    }
    return header;
  }

  private void read() throws IOException {
    if ((int) number(4) != MAGIC) {
      throw new TokenizerException("expected a GGUF file, found something else");
    }
    long version = number(4);
    if (version != 2 && version != 3) {
      throw new TokenizerException(
          "expected GGUF version 2 or 3, little endian, found version " + version);
    }
    number(8); // tensors
    long keys = count(8, MOST_KEYS, "keys");
    for (long i = 0; i < keys; i++) {
      var key = text();
      int type = type();
      if (key.startsWith(OURS)) {
        values.put(key.substring(OURS.length()), value(type));
      } else {
        skip(type);
      }
    }
  }

  private Object value(int type) throws IOException {
    return switch (type) {
      case STRING -> text();
      case ARRAY -> {
        int items = type();
        int n = (int) count(8, MOST_ITEMS, "items of an array");
        yield switch (items) {
          case STRING -> texts(n);
          case ARRAY -> throw new TokenizerException("an array of arrays is not supported");
          default -> reals(items, n);
        };
      }
      default -> real(type);
    };
  }

  private String[] texts(int n) throws IOException {
    var texts = new ArrayList<String>(); // grows with what is there
    for (int i = 0; i < n; i++) {
      texts.add(text());
    }
    return texts.toArray(String[]::new);
  }

  private double[] reals(int type, int n) throws IOException {
    var numbers = new double[Math.min(n, 1 << 12)];
    for (int i = 0; i < n; i++) {
      if (i == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.min(n, 2 * i));
      }
      numbers[i] = real(type);
    }
    return numbers;
  }

  private double real(int type) throws IOException {
    long bits = number(SIZES[type]);
    return switch (type) {
      case 1 -> (byte) bits;
      case 3 -> (short) bits;
      case 5 -> (int) bits;
      case 6 -> Float.intBitsToFloat((int) bits);
      case 12 -> Double.longBitsToDouble(bits);
      default -> bits;
    };
  }

  private void skip(int type) throws IOException {
    switch (type) {
      case STRING -> skipBytes(count(8, LONGEST_TEXT, "bytes of a text"));
      case ARRAY -> {
        int items = type();
        long n = count(8, MOST_ITEMS, "items of an array");
        if (SIZES[items] > 0) {
          skipBytes(n * SIZES[items]);
        } else {
          for (long i = 0; i < n; i++) {
            skip(items);
          }
        }
      }
      default -> skipBytes(SIZES[type]);
    }
  }

  private int type() throws IOException {
    long type = number(4);
    if (type >= SIZES.length) {
      throw new TokenizerException(
          "expected a type of value, 0 to %d, found %d at byte %d"
              .formatted(SIZES.length - 1, type, read - 4));
    }
    return (int) type;
  }

  private long count(int bytes, long most, String what) throws IOException {
    long count = number(bytes);
    if (count < 0 || count > most) {
      throw new TokenizerException(
          "expected at most %d %s, found %s at byte %d"
              .formatted(most, what, Long.toUnsignedString(count), read - bytes));
    }
    return count;
  }

  private String text() throws IOException {
    return Utf8.decode(bytes((int) count(8, LONGEST_TEXT, "bytes of a text")));
  }

  private byte[] bytes(int n) throws IOException {
    byte[] bytes = in.readNBytes(n); // grows with what is there
    advance(bytes.length);
    if (bytes.length < n) {
      throw new EOFException();
    }
    return bytes;
  }

  private void skipBytes(long n) throws IOException {
    in.skipNBytes(n);
    advance(n);
  }

  private void advance(long n) {
    read += n;
    if (read > LONGEST_HEADER) {
      throw new TokenizerException("expected a header of at most 1 GiB, found a longer one");
    }
  }

  /** An unsigned number. */
  private long number(int bytes) throws IOException {
    if (in.readNBytes(word, 0, bytes) < bytes) {
      throw new EOFException();
    }
    advance(bytes);
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (word[i] & 0xffL) << 8 * i;
    }
    return number;
  }

  /** The text under {@code key}, if any. */
  Optional<String> text(String key) {
    return Optional.ofNullable(as(String.class, key, "a text"));
  }

  /** The number under {@code key}, or {@code other} where there is none. */
  int id(String key, int other) {
    var number = as(Double.class, key, "a number");
    return number == null ? other : number.intValue();
  }

  /** Whether the value under {@code key} is true, or {@code other} where there is none. */
  boolean flag(String key, boolean other) {
    var number = as(Double.class, key, "a number");
    return number == null ? other : number != 0;
  }

  /** The texts under {@code key}; none where there are none. */
  String[] texts(String key) {
    var texts = as(String[].class, key, "a list of texts");
    return texts == null ? new String[0] : texts;
  }

  /** The numbers under {@code key}; none where there are none. */
  double[] numbers(String key) {
    var numbers = as(double[].class, key, "a list of numbers");
    return numbers == null ? new double[0] : numbers;
  }

  private <T> @Nullable T as(Class<T> type, String key, String what) {
    var value = values.get(key);
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    throw new TokenizerException("tokenizer.%s: expected %s".formatted(key, what));
  }
}
