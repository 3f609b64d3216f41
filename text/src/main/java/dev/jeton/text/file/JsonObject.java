package dev.jeton.text.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object to be written: names and values in their order. */
final class JsonObject {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** A part of a {@code tokenizer.json}. */
  static JsonObject ofType(String type) {
    return new JsonObject().with("type", type);
  }

  /**
   * Adds a member; one of the same name is replaced in its place.
   *
   * @param value null, a string, number, boolean, object or list of these
   */
  JsonObject with(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** The value of a member, or null. */
  @Nullable Object get(String name) {
    return members.get(name);
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  int size() {
    return members.size();
  }

  /** The object in UTF-8. */
  byte[] utf8() {
    var out = new StringWriter(); // to bytes, generators do not write names beyond U+FFFF
    try (var json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return Utf8.encode(out.toString());
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case JsonObject object -> {
        json.writeStartObject();
        for (var member : object.members.entrySet()) {
          json.writeFieldName(member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (var element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      default -> throw new IllegalArgumentException("expected a JSON value, found " + value);
    }
  }
}
