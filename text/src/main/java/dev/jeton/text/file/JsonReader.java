package dev.jeton.text.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads JSON as maps in their order, lists, strings, booleans and numbers. */
public final class JsonReader {
  /** What numbers become. */
  public enum Numbers {
    /** All {@link Double}. */
    REAL,
    /** All {@link Double}, rounded as Hugging Face's tokenizers reads them. */
    SERDE,
    /** {@link java.math.BigInteger} where they are written without a fraction. */
    EXACT
  }

  private final JsonFactory factory;
  private final Numbers numbers;

  /**
   * @param namesOnce whether a name that comes twice in an object is an error; else the last counts
   * @param deepest how many brackets may be open
   * @param longest characters of a string at most
   */
  public JsonReader(Numbers numbers, boolean namesOnce, int deepest, int longest) {
    this.numbers = numbers;
    factory =
        JsonFactory.builder()
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, namesOnce)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(deepest)
                    .maxStringLength(longest)
                    .build())
            .build();
  }

  /**
   * The one value that {@code json} holds, in UTF-8.
   *
   * @throws TokenizerException if there is none, or more
   */
  public @Nullable Object read(byte[] json) {
    try (var parser = factory.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new TokenizerException("expected JSON, found nothing");
      }
      var value = value(parser);
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

  private @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          numbers == Numbers.EXACT ? parser.getBigIntegerValue() : parser.getDoubleValue();
      case VALUE_NUMBER_FLOAT ->
          numbers == Numbers.SERDE ? SerdeNumbers.read(parser.getText()) : parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }
}
