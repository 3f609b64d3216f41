package dev.jeton.text.file;

import dev.jeton.text.pretokenizer.BertPreTokenizer;
import dev.jeton.text.pretokenizer.ByteLevel;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.Delimiter.Kind;
import dev.jeton.text.pretokenizer.FixedLength;
import dev.jeton.text.pretokenizer.Metaspace;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.Split;
import dev.jeton.text.pretokenizer.SplitBehavior;
import dev.jeton.text.pretokenizer.UnicodeScripts;

/** The part {@code pre_tokenizer} of {@code tokenizer.json}. */
final class PreTokenizerReader {
  /** What {@code Whitespace} is; its pieces are words, and what is neither word nor space. */
  static final Split WHITESPACE =
      new Split(SplitBehavior.REMOVED, Delimiter.regex("\\w+|[^\\w\\s]+").inverted());

  private PreTokenizerReader() {}

  static PreTokenizer read(JsonValue json) {
    if (json.isNull()) {
      return PreTokenizer.NONE;
    }
    return switch (json.type()) {
      case "Sequence" -> sequence(json.get("pretokenizers"));
      case "ByteLevel" -> byteLevel(json);
      case "BertPreTokenizer" -> new BertPreTokenizer();
      case "Metaspace" -> metaspace(json);
      case "Split" -> {
        var delimiter = NormalizerReader.delimiter(json.get("pattern"));
        yield behavior(json.get("behavior"))
            .at(json.get("invert").flag(false) ? delimiter.inverted() : delimiter);
      }
      case "Whitespace" -> WHITESPACE;
      case "WhitespaceSplit" -> SplitBehavior.REMOVED.at(new Delimiter.Each(Kind.SPACE));
      case "Punctuation" -> {
        var behavior = json.get("behavior");
        yield (behavior.isNull() ? SplitBehavior.ISOLATED : behavior(behavior))
            .at(new Delimiter.Each(Kind.PUNCTUATION));
      }
      case "Digits" ->
          (json.get("individual_digits").flag(false)
                  ? SplitBehavior.ISOLATED
                  : SplitBehavior.CONTIGUOUS)
              .at(new Delimiter.Each(Kind.NUMBER));
      case "UnicodeScripts" -> new UnicodeScripts();
      case "FixedLength" -> new FixedLength(positive(json.get("length"), 5));
      case "CharDelimiterSplit" ->
          SplitBehavior.REMOVED.at(new Delimiter.Single(codePoint(json.get("delimiter"))));
      default -> throw json.unknownType();
    };
  }

  private static PreTokenizer sequence(JsonValue parts) {
    var all = PreTokenizer.NONE;
    boolean bytes = false;
    for (var part : parts.list()) {
      if (bytes) {
        throw part.expected("nothing behind ByteLevel");
      }
      bytes = part.type().equals("ByteLevel");
      all = all.then(read(part));
    }
    return all;
  }

  private static int positive(JsonValue json, int otherwise) {
    int number = json.id(otherwise);
    if (number < 1) {
      throw json.expected("at least 1");
    }
    return number;
  }

  private static ByteLevel byteLevel(JsonValue json) {
    return new ByteLevel(
        json.get("add_prefix_space").flag(true),
        json.get("trim_offsets").flag(true),
        json.get("use_regex").flag(true));
  }

  private static Metaspace metaspace(JsonValue json) {
    return new Metaspace(
        codePoint(json.get("replacement")), prepend(json), json.get("split").flag(true));
  }

  /** Which texts get a replacement in front; old files say {@code add_prefix_space}. */
  static Metaspace.Prepend prepend(JsonValue json) {
    var scheme = json.get("prepend_scheme");
    if (scheme.isNull() && !json.get("add_prefix_space").flag(true)) {
      return Metaspace.Prepend.NEVER;
    }
    return switch (scheme.text("always")) {
      case "always" -> Metaspace.Prepend.ALWAYS;
      case "first" -> Metaspace.Prepend.FIRST;
      case "never" -> Metaspace.Prepend.NEVER;
      default -> throw scheme.expected("always, first or never");
    };
  }

  /** A string of one character; U+2581 where there is none. */
  static int codePoint(JsonValue json) {
    var text = json.text("\u2581");
    if (text.codePointCount(0, text.length()) != 1) {
      throw json.expected("one character");
    }
    return text.codePointAt(0);
  }

  private static SplitBehavior behavior(JsonValue json) {
    return switch (json.text()) {
      case "Removed" -> SplitBehavior.REMOVED;
      case "Isolated" -> SplitBehavior.ISOLATED;
      case "MergedWithPrevious" -> SplitBehavior.MERGED_WITH_PREVIOUS;
      case "MergedWithNext" -> SplitBehavior.MERGED_WITH_NEXT;
      case "Contiguous" -> SplitBehavior.CONTIGUOUS;
      default -> throw json.expected("a behaviour of delimiters");
    };
  }
}
