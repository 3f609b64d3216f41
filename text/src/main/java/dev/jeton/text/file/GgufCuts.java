package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.pretokenizer.ByteLevel;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.Delimiter.Kind;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.Sequence;
import dev.jeton.text.pretokenizer.Split;
import dev.jeton.text.pretokenizer.SplitBehavior;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pre-tokenizer as the list of patterns by which {@link GgufSplit} tells ways to cut apart. */
final class GgufCuts {
  private static final String NUMBER = "\\p{N}";
  private static final String NUMBERS = "\\p{N}+";
  private static final String MARKS = "[\\p{P}\\$\\+<=>\\^~\\|`]+";

  private GgufCuts() {}

  /**
   * The patterns, in their order.
   *
   * @throws TokenizerException if something else than patterns cuts
   */
  static List<String> patterns(PreTokenizer cutter) {
    var steps = cutter instanceof Sequence sequence ? sequence.steps() : List.of(cutter);
    var patterns = new ArrayList<String>();
    for (var step : steps) {
      if (step == PreTokenizer.NONE || step.equals(ByteLevel.PLAIN) || isPlain(step)) {
        continue;
      }
      patterns.add(
          pattern(step)
              .orElseThrow(
                  () ->
                      new TokenizerException(
                          "GGUF has no name for cuts by " + step.getClass().getSimpleName())));
    }
    return patterns;
  }

  private static boolean isPlain(PreTokenizer step) {
    return step instanceof ByteLevel bytes && !bytes.prefixSpace() && !bytes.cut();
  }

  private static Optional<String> pattern(PreTokenizer step) {
    return switch (step) {
      case ByteLevel bytes ->
          bytes.prefixSpace() ? Optional.empty() : Optional.of(SplitPattern.GPT2.pattern());
      case Split split -> pattern(split.behavior(), split.delimiter());
      default -> SplitPattern.of(step).map(SplitPattern::pattern);
    };
  }

  private static Optional<String> pattern(SplitBehavior behavior, Delimiter delimiter) {
    boolean each = behavior == SplitBehavior.ISOLATED;
    boolean runs = behavior == SplitBehavior.CONTIGUOUS;
    return switch (delimiter) {
      case Delimiter.Known known when each -> Optional.of(known.pattern().pattern());
      case Delimiter.Regex regex when each ->
          Optional.of(regex.pattern().replace("\r", "\\r").replace("\n", "\\n"));
      case Delimiter.Each kind when kind.kind() == Kind.NUMBER && each -> Optional.of(NUMBER);
      case Delimiter.Each kind when kind.kind() == Kind.NUMBER && runs -> Optional.of(NUMBERS);
      case Delimiter.Each kind when kind.kind() == Kind.PUNCTUATION && runs -> Optional.of(MARKS);
      default -> Optional.empty();
    };
  }
}
