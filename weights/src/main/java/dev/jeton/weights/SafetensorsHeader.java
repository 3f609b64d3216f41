package dev.jeton.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads and checks the header of a safetensors file; nothing in it is believed. */
final class SafetensorsHeader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long MAX_BYTES = 100_000_000;
  private static final int MAX_DIMENSIONS = 16;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private record Entry(String name, WeightTensor.Type type, long[] shape, long from, long to) {}

  private final MemorySegment file;
  private final String where;
  private final List<Entry> entries = new ArrayList<>();
  private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

  SafetensorsHeader(MemorySegment file, String where) {
    this.file = file;
    this.where = where;
  }

  Safetensors read() throws WeightFileException {
    if (file.byteSize() < 8) {
      throw problem("expected at least 8 bytes, found " + file.byteSize());
    }
    long length = file.get(LENGTH, 0);
    if (length < 2 || length > MAX_BYTES || length > file.byteSize() - 8) {
      throw problem(
          "the header claims %d bytes of a file of %d".formatted(length, file.byteSize()));
    }
    try (var json = JSON.createParser(file.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE))) {
      parse(json);
    } catch (WeightFileException e) {
      throw e;
    } catch (IOException e) {
      throw problem(
          "the header is no JSON: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return new Safetensors(cut(file.asSlice(8 + length)), metadata);
  }

  private void parse(JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
    var names = new java.util.HashSet<String>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      expect(json.currentToken(), JsonToken.FIELD_NAME, "the header");
      var name = json.currentName();
      if (!names.add(name)) {
        throw problem("'" + name + "' stands there twice");
      }
      expect(json.nextToken(), JsonToken.START_OBJECT, "'" + name + "'");
      if (name.equals("__metadata__")) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          var key = json.currentName();
          expect(json.nextToken(), JsonToken.VALUE_STRING, "metadata '" + key + "'");
          metadata.put(key, json.getText());
        }
      } else {
        entries.add(entry(json, name));
      }
    }
    while (json.nextToken() != null) {
      throw problem("the header goes on after its end");
    }
  }

  private Entry entry(JsonParser json, String name) throws IOException {
    String type = "";
    long[] shape = {-1};
    long[] place = {};
    while (json.nextToken() != JsonToken.END_OBJECT) {
      expect(json.currentToken(), JsonToken.FIELD_NAME, "'" + name + "'");
      var field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "dtype" -> {
          expect(value, JsonToken.VALUE_STRING, "dtype of '" + name + "'");
          type = json.getText();
        }
        case "shape" -> shape = numbers(json, "shape of '" + name + "'");
        case "data_offsets" -> place = numbers(json, "data_offsets of '" + name + "'");
        default -> throw problem("'%s' has an unknown field '%s'".formatted(name, field));
      }
    }
    if (place.length != 2 || place[0] < 0 || place[1] < place[0]) {
      throw problem("'" + name + "' has no sound data_offsets");
    }
    return new Entry(name, type(type, name), shape, place[0], place[1]);
  }

  private WeightTensor.Type type(String text, String name) throws WeightFileException {
    for (var type : WeightTensor.Type.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw problem(
        "'%s' has the type '%s', readable are F32 F16 BF16 I64 I32 U8".formatted(name, text));
  }

  private long[] numbers(JsonParser json, String what) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, what);
    var numbers = new ArrayList<Long>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
      numbers.add(json.getLongValue());
      if (numbers.size() > MAX_DIMENSIONS) {
        throw problem(what + ": more than " + MAX_DIMENSIONS + " numbers");
      }
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private void expect(JsonToken found, JsonToken expected, String what) throws WeightFileException {
    if (found != expected) {
      throw problem("%s: expected %s, found %s".formatted(what, expected, found));
    }
  }

  /** The tensors, after checking that they fill the data without a gap and without overlap. */
  private SequencedMap<String, WeightTensor> cut(MemorySegment data) throws WeightFileException {
    entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    var tensors = new LinkedHashMap<String, WeightTensor>();
    long end = 0;
    for (var entry : entries) {
      if (entry.from != end || entry.to > data.byteSize()) {
        throw problem(
            "'%s' lies at %d to %d, expected it from %d and within %d bytes"
                .formatted(entry.name, entry.from, entry.to, end, data.byteSize()));
      }
      end = entry.to;
      try {
        tensors.put(
            entry.name,
            new WeightTensor(
                entry.type, entry.shape, data.asSlice(entry.from, entry.to - entry.from)));
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw problem("'%s': %s".formatted(entry.name, e.getMessage()));
      }
    }
    if (end != data.byteSize()) {
      throw problem("%d bytes belong to no tensor".formatted(data.byteSize() - end));
    }
    return tensors;
  }

  private WeightFileException problem(String text) {
    return new WeightFileException(where, text);
  }

  /** The header's bytes for tensors in this order, padded with spaces to a multiple of 8. */
  static byte[] text(
      SequencedMap<String, WeightTensor> tensors, SequencedMap<String, String> metadata)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart("__metadata__");
        for (var entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long from = 0;
      for (var entry : tensors.entrySet()) {
        var tensor = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", tensor.type().name());
        json.writeFieldName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {from, from + tensor.data().byteSize()}, 0, 2);
        json.writeEndObject();
        from += tensor.data().byteSize();
      }
      json.writeEndObject();
    }
    while (bytes.size() % 8 != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }
}
