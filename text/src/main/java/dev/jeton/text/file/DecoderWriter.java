package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.ByteLetters;
import dev.jeton.text.decoder.ByteLevel;
import dev.jeton.text.decoder.Ctc;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Fuse;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.decoder.SentencePieceDecoder;
import dev.jeton.text.decoder.Sequence;
import dev.jeton.text.decoder.WordSuffix;
import dev.jeton.text.pretokenizer.Delimiter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what {@link DecoderReader} reads. */
final class DecoderWriter {
  private static final String SPACE = "\u2581";

  private DecoderWriter() {}

  /**
   * The part {@code decoder}; null where tokens stand with spaces between.
   *
   * @throws TokenizerException if it has no name there
   */
  static @Nullable JsonObject write(Decoder decoder) {
    return switch (decoder) {
      case Sequence sequence -> sequence(sequence.steps());
      case ByteLevel bytes -> byteLevel();
      case ByteLetters letters -> byteLevel();
      case Ctc ctc ->
          JsonObject.ofType("CTC")
              .with("pad_token", ctc.blank())
              .with("word_delimiter_token", ctc.wordDelimiter())
              .with("cleanup", ctc.cleanup());
      case ByteFallback fallback -> JsonObject.ofType("ByteFallback");
      case Fuse fuse -> JsonObject.ofType("Fuse");
      case WordSuffix word -> JsonObject.ofType("BPEDecoder").with("suffix", word.suffix());
      case Mapping mapping -> mapping(mapping);
      case SentencePieceDecoder pieces -> sequence(steps(pieces));
      default -> {
        if (decoder == Decoder.CONCATENATED) {
          yield JsonObject.ofType("Fuse");
        }
        throw new TokenizerException(
            "a tokenizer.json cannot say the decoder " + decoder.getClass().getSimpleName());
      }
    };
  }

  private static JsonObject byteLevel() {
    return JsonObject.ofType("ByteLevel")
        .with("add_prefix_space", true)
        .with("trim_offsets", true)
        .with("use_regex", true);
  }

  private static JsonObject sequence(List<Decoder> steps) {
    return JsonObject.ofType("Sequence")
        .with("decoders", steps.stream().map(DecoderWriter::write).toList());
  }

  private static @Nullable JsonObject mapping(Mapping mapping) {
    return switch (mapping) {
      case Mapping.Spaced spaced -> null;
      case Mapping.WordPiece words ->
          JsonObject.ofType("WordPiece")
              .with("prefix", words.prefix())
              .with("cleanup", words.cleanup());
      case Mapping.Metaspace metaspace ->
          JsonObject.ofType("Metaspace")
              .with("replacement", Character.toString(metaspace.replacement()))
              .with("prepend_scheme", PreTokenizerWriter.name(metaspace.prepend()))
              .with("split", true);
      case Mapping.Replace replace ->
          JsonObject.ofType("Replace")
              .with("pattern", new JsonObject().with("String", replace.pattern()))
              .with("content", replace.content());
      case Mapping.ReplaceMatches replace ->
          JsonObject.ofType("Replace")
              .with("pattern", NormalizerWriter.pattern(replace.pattern()))
              .with("content", replace.content());
      case Mapping.Strip strip ->
          JsonObject.ofType("Strip")
              .with("content", Character.toString(strip.content()))
              .with("start", strip.start())
              .with("stop", strip.stop());
      default ->
          throw new TokenizerException(
              "a tokenizer.json cannot say the decoder " + mapping.getClass().getSimpleName());
    };
  }

  /** SentencePiece's way in steps; control tokens are left out by whoever decodes. */
  private static List<Decoder> steps(SentencePieceDecoder pieces) {
    var steps = new ArrayList<Decoder>();
    if (!pieces.surface().equals(pieces.unknown())) {
      steps.add(new Mapping.Replace(pieces.unknown(), pieces.surface()));
    }
    var spaces = new Mapping.Replace(SPACE, " ");
    if (pieces.removeExtra() && !pieces.bytes()) { // what is unknown keeps its space
      steps.addAll(List.of(new Fuse(), leading(SPACE), spaces));
      return steps;
    }
    steps.add(spaces);
    if (pieces.bytes()) {
      steps.add(new ByteFallback());
    }
    steps.add(new Fuse());
    if (pieces.removeExtra()) {
      steps.add(leading(" "));
    } else if (pieces.dummyPrefix()) {
      steps.add(new Mapping.Strip(' ', 1, 0));
    }
    return steps;
  }

  /** Leaves out spaces at the beginning. */
  private static Decoder leading(String space) {
    return new Mapping.ReplaceMatches(Delimiter.regex("\\A" + space + "+"), "");
  }
}
