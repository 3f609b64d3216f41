package dev.jeton.text.file;

import dev.jeton.text.Keep;
import dev.jeton.text.Padding;
import dev.jeton.text.Truncation;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes what {@link InputSettingsReader} reads. */
final class InputSettingsWriter {
  private InputSettingsWriter() {}

  /** The part {@code truncation}; null for none. */
  static @Nullable JsonObject write(Truncation truncation) {
    if (truncation.equals(Truncation.NONE)) {
      return null;
    }
    return new JsonObject()
        .with("direction", truncation.keep() == Keep.START ? "Right" : "Left")
        .with("max_length", truncation.maxTokens())
        .with(
            "strategy",
            switch (truncation.strategy()) {
              case LONGEST_FIRST -> "LongestFirst";
              case ONLY_FIRST -> "OnlyFirst";
              case ONLY_SECOND -> "OnlySecond";
            })
        .with("stride", truncation.stride());
  }

  /**
   * The part {@code padding}; null for none.
   *
   * @param token how the file writes the token of an id
   */
  static @Nullable JsonObject write(Padding padding, IntFunction<String> token) {
    if (padding.equals(Padding.NONE)) {
      return null;
    }
    return new JsonObject()
        .with(
            "strategy",
            padding.toLongest() ? "BatchLongest" : new JsonObject().with("Fixed", padding.length()))
        .with("direction", padding.side() == Padding.Side.RIGHT ? "Right" : "Left")
        .with("pad_to_multiple_of", padding.multipleOf() == 1 ? null : padding.multipleOf())
        .with("pad_id", padding.id())
        .with("pad_type_id", padding.typeId())
        .with("pad_token", token.apply(padding.id()));
  }
}
