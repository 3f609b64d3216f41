package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file says under its keys; the tensors behind them are not looked at. Versions 2 and
 * 3: {@code docs/gguf.md} of ggml-org/ggml.
 *
 * @param version of the format
 * @param tensors how many are to follow
 * @param values in the order of the file
 */
public record GgufMetadata(int version, long tensors, SequencedMap<String, GgufValue> values) {
  /** The first four bytes of such a file: "GGUF", little endian. */
  public static final int MAGIC = 0x46554747;

  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_ITEMS = 1 << 24;

  public GgufMetadata {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads up to the end of the keys.
   *
   * @param wanted which keys are kept
   * @throws TokenizerException if it is no such file, or broken
   */
  public static GgufMetadata read(GgufInput in, Predicate<String> wanted) throws IOException {
    try {
      return content(in, wanted);
    } catch (EOFException e) {
      throw new TokenizerException(
          "expected a GGUF file, found its end after %d bytes".formatted(in.position()), e);
    }
  }

  private static GgufMetadata content(GgufInput in, Predicate<String> wanted) throws IOException {
    if ((int) in.number(4) != MAGIC) {
      throw new TokenizerException("expected a GGUF file, found something else");
    }
    long version = in.number(4);
    if (version != 2 && version != 3) {
      throw new TokenizerException(
          "expected GGUF version 2 or 3, little endian, found version " + version);
    }
    long tensors = in.number(8);
    long keys = in.count(MOST_KEYS, "keys");
    var values = new LinkedHashMap<String, GgufValue>();
    for (long i = 0; i < keys; i++) {
      var key = in.text();
      var type = in.type();
      if (!wanted.test(key)) {
        skip(in, type);
      } else if (values.put(key, value(in, type)) != null) {
        throw new TokenizerException("key '%s' stands there twice".formatted(GgufInput.shown(key)));
      }
    }
    return new GgufMetadata((int) version, tensors, values);
  }

  private static GgufValue value(GgufInput in, GgufType type) throws IOException {
    return switch (type) {
      case TEXT -> new GgufValue.Text(in.text());
      case LIST -> list(in);
      case F32, F64 -> new GgufValue.Real(type, real(in, type));
      default -> new GgufValue.Whole(type, whole(in, type));
    };
  }

  private static GgufValue list(GgufInput in) throws IOException {
    var items = items(in);
    int n = (int) in.count(MOST_ITEMS, "items of an array");
    if (items == GgufType.TEXT) {
      var texts = new ArrayList<String>(); // grows with what is there
      for (int i = 0; i < n; i++) {
        texts.add(in.text());
      }
      return new GgufValue.Texts(texts);
    }
    var numbers = new double[Math.min(n, 1 << 12)];
    for (int i = 0; i < n; i++) {
      if (i == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.min(n, 2 * i));
      }
      numbers[i] = items.real() ? real(in, items) : whole(in, items);
    }
    return new GgufValue.Numbers(items, numbers);
  }

  private static GgufType items(GgufInput in) throws IOException {
    var items = in.type();
    if (items == GgufType.LIST) {
      throw new TokenizerException("an array of arrays is not supported");
    }
    return items;
  }

  private static long whole(GgufInput in, GgufType type) throws IOException {
    long bits = in.number(type.bytes());
    return switch (type) {
      case I8 -> (byte) bits;
      case I16 -> (short) bits;
      case I32 -> (int) bits;
      default -> bits;
    };
  }

  private static double real(GgufInput in, GgufType type) throws IOException {
    long bits = in.number(type.bytes());
    return type == GgufType.F32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  private static void skip(GgufInput in, GgufType type) throws IOException {
    switch (type) {
      case TEXT -> in.skipText();
      case LIST -> {
        var items = items(in);
        long n = in.count(MOST_ITEMS, "items of an array");
        if (items == GgufType.TEXT) {
          for (long i = 0; i < n; i++) {
            in.skipText();
          }
        } else {
          in.skip(n * items.bytes());
        }
      }
      default -> in.skip(type.bytes());
    }
  }

  /** The text under {@code key}, if any. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(as(GgufValue.Text.class, key, "a text")).map(GgufValue.Text::text);
  }

  /** The number or flag under {@code key}, if any. */
  public OptionalDouble number(String key) {
    return switch (values.get(key)) {
      case null -> OptionalDouble.empty();
      case GgufValue.Whole whole -> OptionalDouble.of(whole.value());
      case GgufValue.Real real -> OptionalDouble.of(real.value());
      default -> throw new TokenizerException("%s: expected a number".formatted(key));
    };
  }

  /** The texts under {@code key}; none where there are none. */
  public List<String> texts(String key) {
    var texts = as(GgufValue.Texts.class, key, "a list of texts");
    return texts == null ? List.of() : texts.texts();
  }

  /** The numbers under {@code key}; none where there are none. */
  public double[] numbers(String key) {
    var numbers = as(GgufValue.Numbers.class, key, "a list of numbers");
    return numbers == null ? new double[0] : numbers.values();
  }

  private <T extends GgufValue> @Nullable T as(Class<T> type, String key, String what) {
    var value = values.get(key);
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    throw new TokenizerException("%s: expected %s".formatted(key, what));
  }
}
