package dev.jeton.text.file;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.FixedLength;
import dev.jeton.text.pretokenizer.Metaspace;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.PrefixSpace;
import dev.jeton.text.pretokenizer.SplitBehavior;
import dev.jeton.text.pretokenizer.SplitPattern;
import dev.jeton.text.pretokenizer.UnicodeScripts;

/** The part {@code pre_tokenizer} of {@code tokenizer.json}. */
final class PreTokenizerReader {
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
      case "Whitespace" -> SplitBehavior.REMOVED.at(Delimiter.regex("\\w+|[^\\w\\s]+").inverted());
      case "WhitespaceSplit" -> SplitBehavior.REMOVED.at(Delimiter.character(CodePoints::isSpace));
      case "Punctuation" -> {
        var behavior = json.get("behavior");
        yield (behavior.isNull() ? SplitBehavior.ISOLATED : behavior(behavior))
            .at(Delimiter.character(BertPreTokenizer::isPunctuation));
      }
      case "Digits" ->
          (json.get("individual_digits").flag(false)
                  ? SplitBehavior.ISOLATED
                  : SplitBehavior.CONTIGUOUS)
              .at(Delimiter.character(c -> (CodePoints.bits(c) & CodePoints.NUMBER) != 0));
      case "UnicodeScripts" -> new UnicodeScripts();
      case "FixedLength" -> new FixedLength(positive(json.get("length"), 5));
      case "CharDelimiterSplit" -> SplitBehavior.REMOVED.at(character(json.get("delimiter")));
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
      all = all == PreTokenizer.NONE ? read(part) : all.then(read(part));
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

  private static PreTokenizer byteLevel(JsonValue json) {
    var split = json.get("use_regex").flag(true) ? SplitPattern.GPT2.splitter() : PreTokenizer.NONE;
    return json.get("add_prefix_space").flag(true) ? new PrefixSpace().then(split) : split;
  }

  private static Metaspace metaspace(JsonValue json) {
    var scheme = json.get("prepend_scheme");
    var prepend =
        switch (scheme.text("always")) {
          case "always" ->
              json.get("add_prefix_space").flag(true)
                  ? Metaspace.Prepend.ALWAYS
                  : Metaspace.Prepend.NEVER;
          case "first" -> Metaspace.Prepend.FIRST;
          case "never" -> Metaspace.Prepend.NEVER;
          default -> throw scheme.expected("always, first or never");
        };
    return new Metaspace(codePoint(json.get("replacement")), prepend, json.get("split").flag(true));
  }

  /** A string of one character; U+2581 where there is none. */
  static int codePoint(JsonValue json) {
    var text = json.text("\u2581");
    if (text.codePointCount(0, text.length()) != 1) {
      throw json.expected("one character");
    }
    return text.codePointAt(0);
  }

  private static Delimiter character(JsonValue json) {
    int wanted = codePoint(json);
    return Delimiter.character(c -> c == wanted);
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
