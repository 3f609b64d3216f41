package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON file and where it stands, which errors name.
 *
 * @param value a map, list, string, number, boolean or null
 */
public record JsonValue(@Nullable Object value, String place) {
  private static final JsonReader READER = reader(JsonReader.Numbers.REAL);
  private static final JsonReader SERDE_READER = reader(JsonReader.Numbers.SERDE);

  private static JsonReader reader(JsonReader.Numbers numbers) {
    return new JsonReader(numbers, true, 64, 1 << 26);
  }

  /**
   * Reads a file's content.
   *
   * @throws TokenizerException if it is not one JSON value, or a name comes twice in an object
   */
  public static JsonValue parse(byte[] content) {
    return new JsonValue(READER.read(content), "");
  }

  /** The same with numbers rounded as Hugging Face's tokenizers reads them. */
  static JsonValue parseTokenizer(byte[] content) {
    return new JsonValue(SERDE_READER.read(content), "");
  }

  /** Whether it is null or absent. */
  public boolean isNull() {
    return value == null;
  }

  /** Whether it is a string. */
  public boolean isText() {
    return value instanceof String;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return value instanceof List<?>;
  }

  /** The member of this object, which may be absent. */
  public JsonValue get(String name) {
    return new JsonValue(members().get(name), place.isEmpty() ? name : place + "." + name);
  }

  /** The names in this object in their order. */
  public Iterable<String> names() {
    return members().keySet();
  }

  /** The values of this list. */
  public List<JsonValue> list() {
    if (!(value instanceof List<?> list)) {
      throw expected("a list");
    }
    var values = new ArrayList<JsonValue>(list.size());
    for (int i = 0; i < list.size(); i++) {
      values.add(new JsonValue(list.get(i), place + "[" + i + "]"));
    }
    return values;
  }

  /** This string. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw expected("a string");
  }

  /** This string, or {@code otherwise} where there is none. */
  public String text(String otherwise) {
    return value == null ? otherwise : text();
  }

  /** This number. */
  public double number() {
    if (value instanceof Double number) {
      return number;
    }
    throw expected("a number");
  }

  /** This number, which is whole and at most 2^26. */
  public int id() {
    double number = number();
    if (number != Math.rint(number) || number < 0 || number > 1 << 26) {
      throw expected("a whole number from 0 to 67108864");
    }
    return (int) number;
  }

  /** This number, whole and at most 2^26, or {@code otherwise} where there is none. */
  public int id(int otherwise) {
    return value == null ? otherwise : id();
  }

  /** This truth, or {@code otherwise} where there is none. */
  public boolean flag(boolean otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw expected("true or false");
  }

  /** The member {@code type}, which says what kind of part this is. */
  public String type() {
    return get("type").text();
  }

  TokenizerException unknownType() {
    return new TokenizerException("%s: '%s' is not supported".formatted(where(), type()));
  }

  /** The complaint that something else was expected here. */
  public TokenizerException expected(String what) {
    return new TokenizerException("%s: expected %s, found %s".formatted(where(), what, found()));
  }

  private String where() {
    return place.isEmpty() ? "the file" : place;
  }

  private String found() {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> map -> "an object";
      case List<?> list -> "a list";
      case String text -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
      default -> value.toString();
    };
  }

  @SuppressWarnings("unchecked") // the reader makes no other maps
  private Map<String, @Nullable Object> members() {
    if (value instanceof Map<?, ?>) {
      return (Map<String, @Nullable Object>) value;
    }
    throw expected("an object");
  }
}
