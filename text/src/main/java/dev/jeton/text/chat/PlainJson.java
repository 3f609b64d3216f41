package dev.jeton.text.chat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** JSON as maps in their order, lists, strings, booleans, whole numbers and floats. */
final class PlainJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Seq.DEEPEST)
                  .maxStringLength(StrBuilder.LONGEST)
                  .build())
          .build();

  private PlainJson() {}

  /**
   * Reads one value.
   *
   * @throws TokenizerException if there is none, or more
   */
  static @Nullable Object parse(byte[] json) {
    try (var parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new TokenizerException("expected JSON, found nothing");
      }
      var value = read(parser);
      if (parser.nextToken() != null) {
        throw new TokenizerException("expected one JSON value, found more behind it");
      }
      return value;
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new TokenizerException(
          "expected JSON, found %s%s"
              .formatted(
                  e.getOriginalMessage().lines().findFirst().orElse("an error"),
                  at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()),
          e);
    } catch (IOException e) {
      throw new TokenizerException("expected JSON: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          map.put(name, read(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }
}
