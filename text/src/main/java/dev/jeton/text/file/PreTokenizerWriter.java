package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import dev.jeton.text.pretokenizer.ByteLevel;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.FixedLength;
import dev.jeton.text.pretokenizer.Metaspace;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.Sequence;
import dev.jeton.text.pretokenizer.SpaceRuns;
import dev.jeton.text.pretokenizer.Split;
import dev.jeton.text.pretokenizer.SplitBehavior;
import dev.jeton.text.pretokenizer.SplitPattern;
import dev.jeton.text.pretokenizer.UnicodeScripts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what {@link PreTokenizerReader} reads. */
final class PreTokenizerWriter {
  private PreTokenizerWriter() {}

  /**
   * The part {@code pre_tokenizer}; null for none.
   *
   * @throws TokenizerException if it has no name there
   */
  static @Nullable JsonObject write(PreTokenizer cutter) {
    return switch (cutter) {
      case Sequence sequence ->
          JsonObject.ofType("Sequence")
              .with(
                  "pretokenizers",
                  sequence.steps().stream().map(PreTokenizerWriter::write).toList());
      case ByteLevel bytes ->
          JsonObject.ofType("ByteLevel")
              .with("add_prefix_space", bytes.prefixSpace())
              .with("trim_offsets", bytes.trimOffsets())
              .with("use_regex", bytes.cut());
      case BertPreTokenizer bert -> JsonObject.ofType("BertPreTokenizer");
      case Metaspace metaspace ->
          JsonObject.ofType("Metaspace")
              .with("replacement", Character.toString(metaspace.replacement()))
              .with("prepend_scheme", name(metaspace.prepend()))
              .with("split", metaspace.cut());
      case UnicodeScripts scripts -> JsonObject.ofType("UnicodeScripts");
      case FixedLength fixed -> JsonObject.ofType("FixedLength").with("length", fixed.length());
      case Split split -> split(split);
      case SpaceRuns runs -> null; // ours, for speed
      default -> {
        if (cutter == PreTokenizer.NONE) {
          yield null;
        }
        var known = SplitPattern.of(cutter);
        yield split(
            SplitBehavior.ISOLATED,
            new JsonObject()
                .with(
                    "Regex",
                    known
                        .map(SplitPattern::oniguruma)
                        .orElseThrow(
                            () ->
                                new TokenizerException(
                                    "a tokenizer.json cannot say the pre-tokenizer "
                                        + cutter.getClass().getSimpleName()))),
            false);
      }
    };
  }

  static String name(Metaspace.Prepend prepend) {
    return prepend.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject split(Split split) {
    return switch (split.delimiter()) {
      case Delimiter.Each each -> split(split.behavior(), each.kind());
      case Delimiter.Single single when split.behavior() == SplitBehavior.REMOVED ->
          JsonObject.ofType("CharDelimiterSplit")
              .with("delimiter", Character.toString(single.codePoint()));
      case Delimiter.Inverted inverted ->
          split.equals(PreTokenizerReader.WHITESPACE)
              ? JsonObject.ofType("Whitespace")
              : split(split.behavior(), NormalizerWriter.pattern(inverted.delimiter()), true);
      default -> split(split.behavior(), NormalizerWriter.pattern(split.delimiter()), false);
    };
  }

  private static JsonObject split(SplitBehavior behavior, Delimiter.Kind kind) {
    return switch (kind) {
      case SPACE -> JsonObject.ofType("WhitespaceSplit");
      case PUNCTUATION -> JsonObject.ofType("Punctuation").with("behavior", name(behavior));
      case NUMBER ->
          JsonObject.ofType("Digits").with("individual_digits", behavior == SplitBehavior.ISOLATED);
    };
  }

  private static JsonObject split(SplitBehavior behavior, JsonObject pattern, boolean invert) {
    return JsonObject.ofType("Split")
        .with("pattern", pattern)
        .with("behavior", name(behavior))
        .with("invert", invert);
  }

  private static String name(SplitBehavior behavior) {
    return switch (behavior) {
      case REMOVED -> "Removed";
      case ISOLATED -> "Isolated";
      case MERGED_WITH_PREVIOUS -> "MergedWithPrevious";
      case MERGED_WITH_NEXT -> "MergedWithNext";
      case CONTIGUOUS -> "Contiguous";
    };
  }

  /** Whether some step says that the vocabulary is over bytes. */
  static boolean namesBytes(PreTokenizer cutter) {
    return cutter instanceof Sequence sequence
        ? sequence.steps().stream().anyMatch(PreTokenizerWriter::namesBytes)
        : cutter instanceof ByteLevel;
  }

  /** A cut wherever {@code pattern} matches. */
  static JsonObject cut(String pattern) {
    return split(SplitBehavior.ISOLATED, new JsonObject().with("Regex", pattern), false);
  }
}
