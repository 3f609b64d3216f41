package dev.jeton.text.file;

import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.normalizer.ByteLevel;
import dev.jeton.text.normalizer.Lowercase;
import dev.jeton.text.normalizer.Nmt;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.Precompiled;
import dev.jeton.text.normalizer.Prepend;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.normalizer.Strip;
import dev.jeton.text.normalizer.StripAccents;
import dev.jeton.text.normalizer.UnicodeForm;
import dev.jeton.text.normalizer.VisibleSpaces;
import dev.jeton.text.pretokenizer.Delimiter;
import java.text.Normalizer.Form;
import java.util.Base64;

/** The part {@code normalizer} of {@code tokenizer.json}. */
final class NormalizerReader {
  private NormalizerReader() {}

  static Normalizer read(JsonValue json) {
    if (json.isNull()) {
      return Normalizer.NONE;
    }
    return switch (json.type()) {
      case "Sequence" -> {
        if (makesSpacesVisible(json)) {
          yield new VisibleSpaces(true);
        }
        var all = Normalizer.NONE;
        for (var part : json.get("normalizers").list()) {
          all = all.then(read(part));
        }
        yield all;
      }
      case "BertNormalizer" -> {
        boolean lowercase = json.get("lowercase").flag(true);
        yield new BertNormalizer(
            json.get("clean_text").flag(true),
            json.get("handle_chinese_chars").flag(true),
            json.get("strip_accents").flag(lowercase),
            lowercase);
      }
      case "NFC", "NFD", "NFKC", "NFKD" -> new UnicodeForm(Form.valueOf(json.type()));
      case "Nmt" -> new Nmt();
      case "Lowercase" -> new Lowercase();
      case "StripAccents" -> new StripAccents();
      case "Strip" ->
          new Strip(json.get("strip_left").flag(true), json.get("strip_right").flag(true));
      case "Prepend" -> new Prepend(json.get("prepend").text());
      case "Replace" -> new Replace(delimiter(json.get("pattern")), json.get("content").text());
      case "Precompiled" -> precompiled(json.get("precompiled_charsmap"));
      case "ByteLevel" -> new ByteLevel();
      default -> throw json.unknownType();
    };
  }

  /** Whether these are Llama 2's: U+2581 before the text and for each space. */
  private static boolean makesSpacesVisible(JsonValue sequence) {
    var parts = sequence.get("normalizers").list();
    return parts.size() == 2
        && parts.get(0).type().equals("Prepend")
        && VisibleSpaces.isVisible(parts.get(0).get("prepend").text())
        && parts.get(1).type().equals("Replace")
        && !parts.get(1).get("pattern").isText()
        && parts.get(1).get("pattern").get("String").text("").equals(" ")
        && VisibleSpaces.isVisible(parts.get(1).get("content").text());
  }

  private static Normalizer precompiled(JsonValue map) {
    if (map.isNull() || map.text().isEmpty()) {
      return Normalizer.NONE;
    }
    try {
      return new Precompiled(Base64.getDecoder().decode(map.text()));
    } catch (IllegalArgumentException e) {
      throw map.expected("a precompiled map in Base64");
    }
  }

  /** {@code {"String": …}} or {@code {"Regex": …}}. */
  static Delimiter delimiter(JsonValue pattern) {
    if (pattern.isText()) {
      return Delimiter.string(pattern.text());
    }
    var string = pattern.get("String");
    return string.isNull()
        ? Delimiter.regex(pattern.get("Regex").text())
        : Delimiter.string(string.text());
  }
}
