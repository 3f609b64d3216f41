package dev.jeton.weights.gguf;

import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Writes the bytes of a GGUF file, version 3. */
final class GgufWriter {
  private static final int COPIED_AT_ONCE = 1 << 20;
  private static final int NUMBERS_AT_ONCE = 1 << 22;

  private final OutputStream out;
  private final Function<GgufTensor, TensorType> types;
  private final long alignment;
  private long written;

  /**
   * @param types as what each tensor is stored
   */
  GgufWriter(OutputStream out, long alignment, Function<GgufTensor, TensorType> types) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.types = types;
    this.alignment = alignment;
  }

  void write(Gguf file) throws IOException {
    number(GgufMetadata.MAGIC, 4);
    number(3, 4);
    number(file.tensors().size(), 8);
    number(file.metadata().values().size(), 8);
    for (var entry : file.metadata().values().entrySet()) {
      text(entry.getKey());
      value(entry.getValue());
    }
    long from = 0;
    for (var tensor : file.tensors().values()) {
      entry(tensor, from);
      from += Math.ceilDiv(types.apply(tensor).bytes(tensor.count()), alignment) * alignment;
    }
    pad();
    for (var tensor : file.tensors().values()) {
      numbers(tensor, types.apply(tensor));
      pad();
    }
    out.flush();
  }

  /** As they are, or some rows at a time as another type. */
  private void numbers(GgufTensor tensor, TensorType type) throws IOException {
    if (tensor.type() == type) {
      bytes(tensor.data());
      return;
    }
    int columns = tensor.columns();
    int most = Math.max(1, NUMBERS_AT_ONCE / Math.max(1, columns));
    for (int row = 0; row < tensor.rows(); row += most) {
      int rows = Math.min(most, tensor.rows() - row);
      var some = new float[rows * columns];
      tensor.read(row, row + rows, some, 0);
      bytes(GgufTensor.of(tensor.name(), type, some, rows, columns).data());
    }
  }

  private void entry(GgufTensor tensor, long from) throws IOException {
    text(tensor.name());
    long[] shape = tensor.shape();
    number(shape.length, 4);
    for (int d = shape.length - 1; d >= 0; d--) {
      number(shape[d], 8);
    }
    number(types.apply(tensor).number(), 4);
    number(from, 8);
  }

  private void value(GgufValue value) throws IOException {
    switch (value) {
      case GgufValue.Text(String text) -> {
        number(GgufType.TEXT.ordinal(), 4);
        text(text);
      }
      case GgufValue.Whole(GgufType type, long whole) -> {
        number(type.ordinal(), 4);
        number(whole, type.bytes());
      }
      case GgufValue.Real(GgufType type, double real) -> {
        number(type.ordinal(), 4);
        real(type, real);
      }
      case GgufValue.Texts texts -> {
        list(GgufType.TEXT, texts.texts().size());
        for (var text : texts.texts()) {
          text(text);
        }
      }
      case GgufValue.Numbers numbers -> {
        list(numbers.items(), numbers.values().length);
        for (double number : numbers.values()) {
          real(numbers.items(), number);
        }
      }
    }
  }

  private void list(GgufType items, int size) throws IOException {
    number(GgufType.LIST.ordinal(), 4);
    number(items.ordinal(), 4);
    number(size, 8);
  }

  private void real(GgufType type, double value) throws IOException {
    switch (type) {
      case F32 -> number(Float.floatToRawIntBits((float) value), 4);
      case F64 -> number(Double.doubleToRawLongBits(value), 8);
      default -> number((long) value, type.bytes());
    }
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length, 8);
    bytes(MemorySegment.ofArray(utf8));
  }

  private void number(long value, int bytes) throws IOException {
    var word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(word, 0, bytes);
    written += bytes;
  }

  private void bytes(MemorySegment data) throws IOException {
    for (long at = 0; at < data.byteSize(); at += COPIED_AT_ONCE) {
      long size = Math.min(COPIED_AT_ONCE, data.byteSize() - at);
      out.write(data.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE));
    }
    written += data.byteSize();
  }

  private void pad() throws IOException {
    while (written % alignment != 0) {
      out.write(0);
      written++;
    }
  }
}
