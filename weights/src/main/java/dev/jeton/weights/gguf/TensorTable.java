package dev.jeton.weights.gguf;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.GgufInput;
import dev.jeton.text.file.GgufMetadata;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads and checks the list of tensors behind the keys; nothing in it is believed. */
final class TensorTable {
  private static final int MOST_TENSORS = 1 << 16;
  private static final int MOST_DIMENSIONS = 4;
  private static final int DEFAULT_ALIGNMENT = 32;

  private record Entry(String name, TensorType type, long[] shape, long from, long bytes) {}

  private final GgufInput in;
  private final GgufMetadata metadata;
  private final MemorySegment file;

  TensorTable(GgufInput in, GgufMetadata metadata, MemorySegment file) {
    this.in = in;
    this.metadata = metadata;
    this.file = file;
  }

  /**
   * The tensors as slices of the file.
   *
   * @throws TokenizerException where the list is not sound
   */
  SequencedMap<String, GgufTensor> read() throws IOException {
    long count = metadata.tensors();
    if (count < 0 || count > MOST_TENSORS) {
      throw problem(
          "expected at most %d tensors, found %s", MOST_TENSORS, Long.toUnsignedString(count));
    }
    long alignment = alignment(metadata);
    var entries = new ArrayList<Entry>();
    try {
      for (long i = 0; i < count; i++) {
        entries.add(entry(alignment));
      }
    } catch (EOFException e) {
      throw new TokenizerException(
          "expected %d tensors, found the file's end after %d bytes"
              .formatted(count, in.position()),
          e);
    }
    long data = Math.ceilDiv(in.position(), alignment) * alignment;
    checkPlaces(entries, data);
    var tensors = new LinkedHashMap<String, GgufTensor>();
    for (var entry : entries) {
      var slice = file.asSlice(data + entry.from, entry.bytes);
      if (tensors.put(entry.name, new GgufTensor(entry.name, entry.type, entry.shape, slice))
          != null) {
        throw problem("tensor '%s' stands there twice", GgufInput.shown(entry.name));
      }
    }
    return tensors;
  }

  /** To how many bytes the places of tensors are rounded up. */
  static long alignment(GgufMetadata metadata) {
    double alignment = metadata.number("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (!(alignment >= 1 && alignment <= 1 << 20) || Long.bitCount((long) alignment) != 1) {
      throw problem("general.alignment: expected a power of two up to 2^20, found %s", alignment);
    }
    return (long) alignment;
  }

  private Entry entry(long alignment) throws IOException {
    var text = in.text();
    var name = GgufInput.shown(text);
    long dimensions = in.number(4);
    if (dimensions > MOST_DIMENSIONS) {
      throw problem("'%s': expected at most 4 dimensions, found %d", name, dimensions);
    }
    var shape = new long[(int) dimensions];
    for (int d = shape.length - 1; d >= 0; d--) {
      shape[d] = in.number(8);
      if (shape[d] < 1 || shape[d] > Integer.MAX_VALUE) {
        throw problem(
            "'%s': expected sizes of 1 to 2^31 - 1, found %s",
            name, Long.toUnsignedString(shape[d]));
      }
    }
    var type = type(name, in.number(4));
    long from = in.number(8);
    if (from < 0 || from % alignment != 0) {
      throw problem(
          "'%s': expected a place that %d divides, found %s",
          name, alignment, Long.toUnsignedString(from));
    }
    return new Entry(text, type, shape, from, bytes(name, type, shape));
  }

  private static TensorType type(String name, long number) {
    return TensorType.of(number)
        .orElseThrow(
            () ->
                problem(
                    "'%s' has the type %d, readable are F32 F16 BF16 Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q2_K"
                        + " Q3_K Q4_K Q5_K Q6_K IQ4_NL",
                    name, number));
  }

  private static long bytes(String name, TensorType type, long[] shape) {
    try {
      int block = type.format().size();
      if (shape.length > 0 && shape[shape.length - 1] % block != 0) {
        throw problem(
            "'%s': expected rows of whole blocks of %d numbers, found %d",
            name, block, shape[shape.length - 1]);
      }
      return type.bytes(GgufTensor.count(shape));
    } catch (ArithmeticException | IllegalArgumentException e) {
      if (e instanceof TokenizerException) {
        throw e;
      }
      throw new TokenizerException("'%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private void checkPlaces(List<Entry> entries, long data) {
    var sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::from));
    long end = 0;
    long room = file.byteSize() - data;
    for (var entry : sorted) {
      if (entry.from < end) {
        throw problem(
            "'%s' begins at %d, within the tensor before it",
            GgufInput.shown(entry.name), entry.from);
      }
      if (entry.bytes > room - entry.from) {
        throw problem(
            "'%s' takes %d bytes from %d on, found %d bytes of tensors: is the file cut?",
            GgufInput.shown(entry.name), entry.bytes, entry.from, Math.max(0, room));
      }
      end = entry.from + entry.bytes;
    }
  }

  private static TokenizerException problem(String message, Object... arguments) {
    return new TokenizerException(message.formatted(arguments));
  }
}
