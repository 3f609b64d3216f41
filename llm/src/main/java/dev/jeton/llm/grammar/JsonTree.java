package dev.jeton.llm.grammar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps in their order, lists, strings, decimals, booleans and {@link #NULL}. */
final class JsonTree {
  /** What null is. */
  enum Null {
    NULL
  }

  static final Null NULL = Null.NULL;

  private JsonTree() {}

  static Object parse(String json) {
    var factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (var parser = factory.createParser(json)) {
      var first = parser.nextToken();
      if (first == null) {
        throw new GrammarException("JSON Schema: expected JSON, found nothing");
      }
      var value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new GrammarException("JSON Schema: expected one JSON value, found more");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new GrammarException(
          "JSON Schema: expected JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          map.put(name, value(parser, parser.nextToken()));
        }
        return map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<Object>();
        for (var t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          list.add(value(parser, t));
        }
        return list;
      }
      case VALUE_STRING -> {
        return parser.getText();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return parser.getDecimalValue();
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return token == JsonToken.VALUE_TRUE;
      }
      default -> {
        return NULL;
      }
    }
  }

  /** Whether two values are equal as JSON Schema has it: numbers by value. */
  static boolean equal(Object a, Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      if (!x.keySet().equals(y.keySet())) {
        return false;
      }
      for (var entry : x.entrySet()) {
        var other = y.get(entry.getKey());
        if (other == null || !equal(entry.getValue(), other)) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }

  /** The type that JSON Schema says a value has; whole numbers are {@code integer}. */
  static String type(Object value) {
    return switch (value) {
      case String ignored -> "string";
      case Boolean ignored -> "boolean";
      case List<?> ignored -> "array";
      case Map<?, ?> ignored -> "object";
      case BigDecimal number -> number.stripTrailingZeros().scale() <= 0 ? "integer" : "number";
      default -> "null";
    };
  }
}
