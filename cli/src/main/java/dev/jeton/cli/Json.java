package dev.jeton.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as JSON: records and maps become objects, iterables arrays; NaN and infinite are null.
 */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Prints {@code value}, indented, and a line feed. */
  static void print(PrintWriter out, Object value) {
    try {
      var json = FACTORY.createGenerator(out).useDefaultPrettyPrinter();
      write(json, value);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Double d when !Double.isFinite(d) -> json.writeNull();
      case Double d -> json.writeNumber(d);
      case Float f when !Float.isFinite(f) -> json.writeNull();
      case Float f -> json.writeNumber(f);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case Boolean b -> json.writeBoolean(b);
      case Map<?, ?> map -> writeMap(json, map);
      case Iterable<?> values when !(value instanceof java.nio.file.Path) -> writeAll(json, values);
      case Record object -> writeRecord(json, object);
      default -> json.writeString(value.toString());
    }
  }

  private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (var entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeAll(JsonGenerator json, Iterable<?> values) throws IOException {
    json.writeStartArray();
    for (var value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }

  private static void writeRecord(JsonGenerator json, Record object) throws IOException {
    json.writeStartObject();
    for (var component : object.getClass().getRecordComponents()) {
      json.writeFieldName(component.getName());
      write(json, read(component, object));
    }
    json.writeEndObject();
  }

  private static @Nullable Object read(RecordComponent component, Record object) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component.toString(), e);
    }
  }
}
