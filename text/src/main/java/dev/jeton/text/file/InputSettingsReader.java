package dev.jeton.text.file;

import dev.jeton.text.InputSettings;
import dev.jeton.text.Keep;
import dev.jeton.text.Padding;
import dev.jeton.text.Truncation;

/** The parts {@code truncation} and {@code padding} of {@code tokenizer.json}. */
final class InputSettingsReader {
  private InputSettingsReader() {}

  static InputSettings read(JsonValue json) {
    return new InputSettings(truncation(json.get("truncation")), padding(json.get("padding")));
  }

  private static Truncation truncation(JsonValue json) {
    if (json.isNull()) {
      return Truncation.NONE;
    }
    int most = json.get("max_length").id();
    int stride = json.get("stride").id(0);
    if (most < 1 || stride >= most) {
      throw json.expected("a max_length of at least 1 and a stride below it");
    }
    var strategy = json.get("strategy");
    return new Truncation(
        most,
        stride,
        switch (strategy.text("LongestFirst")) {
          case "LongestFirst" -> Truncation.Strategy.LONGEST_FIRST;
          case "OnlyFirst" -> Truncation.Strategy.ONLY_FIRST;
          case "OnlySecond" -> Truncation.Strategy.ONLY_SECOND;
          default -> throw strategy.expected("LongestFirst, OnlyFirst or OnlySecond");
        },
        right(json.get("direction")) ? Keep.START : Keep.END);
  }

  private static Padding padding(JsonValue json) {
    if (json.isNull()) {
      return Padding.NONE;
    }
    var strategy = json.get("strategy");
    boolean longest = strategy.isText();
    if (longest && !strategy.text().equals("BatchLongest")) {
      throw strategy.expected("BatchLongest or Fixed");
    }
    return new Padding(
        longest,
        longest ? 0 : strategy.get("Fixed").id(),
        Math.max(1, json.get("pad_to_multiple_of").id(1)),
        right(json.get("direction")) ? Padding.Side.RIGHT : Padding.Side.LEFT,
        json.get("pad_id").id(0),
        json.get("pad_type_id").id(0));
  }

  private static boolean right(JsonValue direction) {
    return switch (direction.text("Right")) {
      case "Right" -> true;
      case "Left" -> false;
      default -> throw direction.expected("Right or Left");
    };
  }
}
