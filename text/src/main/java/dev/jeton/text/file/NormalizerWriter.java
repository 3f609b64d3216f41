package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.normalizer.ByteLevel;
import dev.jeton.text.normalizer.Lowercase;
import dev.jeton.text.normalizer.Nmt;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.Precompiled;
import dev.jeton.text.normalizer.Prepend;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.normalizer.Sequence;
import dev.jeton.text.normalizer.Strip;
import dev.jeton.text.normalizer.StripAccents;
import dev.jeton.text.normalizer.UnicodeForm;
import dev.jeton.text.normalizer.VisibleSpaces;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.Literal;
import dev.jeton.text.pretokenizer.Spaces;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what {@link NormalizerReader} reads. */
final class NormalizerWriter {
  private static final String SPACE = "\u2581";

  private NormalizerWriter() {}

  /**
   * The part {@code normalizer}; null for none.
   *
   * @throws TokenizerException if it has no name there
   */
  static @Nullable JsonObject write(Normalizer normalizer) {
    return switch (normalizer) {
      case Sequence sequence -> sequence(sequence.steps());
      case BertNormalizer bert ->
          JsonObject.ofType("BertNormalizer")
              .with("clean_text", bert.cleanText())
              .with("handle_chinese_chars", bert.chineseApart())
              .with("strip_accents", bert.stripAccents())
              .with("lowercase", bert.lowercase());
      case UnicodeForm unicode -> JsonObject.ofType(unicode.form().name());
      case Nmt nmt -> JsonObject.ofType("Nmt");
      case Lowercase lowercase -> JsonObject.ofType("Lowercase");
      case StripAccents accents -> JsonObject.ofType("StripAccents");
      case Strip strip ->
          JsonObject.ofType("Strip")
              .with("strip_left", strip.left())
              .with("strip_right", strip.right());
      case Prepend prepend -> JsonObject.ofType("Prepend").with("prepend", prepend.prefix());
      case Replace replace ->
          JsonObject.ofType("Replace")
              .with("pattern", pattern(replace.delimiter()))
              .with("content", replace.replacement());
      case Precompiled precompiled ->
          JsonObject.ofType("Precompiled")
              .with("precompiled_charsmap", Base64.getEncoder().encodeToString(precompiled.map()));
      case VisibleSpaces spaces -> visible(spaces);
      case ByteLevel bytes -> JsonObject.ofType("ByteLevel");
      default -> {
        if (normalizer == Normalizer.NONE) {
          yield null;
        }
        throw new TokenizerException(
            "a tokenizer.json cannot say the normalizer " + normalizer.getClass().getSimpleName());
      }
    };
  }

  private static @Nullable JsonObject visible(VisibleSpaces spaces) {
    var each = new Replace(Delimiter.string(" "), SPACE);
    return spaces.prepend() ? sequence(List.of(new Prepend(SPACE), each)) : write(each);
  }

  /** Whether some step says that the vocabulary is over bytes. */
  static boolean namesBytes(Normalizer normalizer) {
    return normalizer instanceof Sequence sequence
        ? sequence.steps().stream().anyMatch(NormalizerWriter::namesBytes)
        : normalizer instanceof ByteLevel;
  }

  /** The steps in their order. */
  private static JsonObject sequence(List<Normalizer> steps) {
    return JsonObject.ofType("Sequence")
        .with("normalizers", steps.stream().map(NormalizerWriter::write).toList());
  }

  /** As {@link NormalizerReader#delimiter} reads it. */
  static JsonObject pattern(Delimiter delimiter) {
    return switch (delimiter) {
      case Literal literal -> new JsonObject().with("String", Utf8.decode(literal.utf8()));
      case Spaces spaces -> new JsonObject().with("Regex", Spaces.PATTERN);
      case Delimiter.Known known -> new JsonObject().with("Regex", known.text());
      case Delimiter.Regex regex -> new JsonObject().with("Regex", oniguruma(regex));
      default ->
          throw new TokenizerException("a tokenizer.json cannot say the delimiter " + delimiter);
    };
  }

  /** The pattern for Oniguruma, where {@code $} is the end of a line. */
  private static String oniguruma(Delimiter.Regex regex) {
    if (regex.lines()) {
      return regex.pattern();
    }
    if (regex.pattern().matches("(?s).*[0-9,]}\\+.*")) {
      throw new TokenizerException(
          "a tokenizer.json cannot say the pattern '%s': there {n,m}+ is not possessive"
              .formatted(regex.pattern()));
    }
    var written = new StringBuilder();
    boolean set = false;
    for (int i = 0; i < regex.pattern().length(); i++) {
      char c = regex.pattern().charAt(i);
      set = c == '[' || set && c != ']';
      switch (c) {
        case '\\' -> written.append(c).append(regex.pattern().substring(++i, i + 1));
        case '$' -> written.append(set ? "$" : "\\z");
        case '^' -> written.append(set ? "^" : "\\A");
        default -> written.append(c);
      }
    }
    return written.toString();
  }
}
