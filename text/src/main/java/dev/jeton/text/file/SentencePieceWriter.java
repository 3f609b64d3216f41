package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.model.SymbolsFirst;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.Precompiled;
import dev.jeton.text.normalizer.Prepend;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.normalizer.SentencePieceNormalizer;
import dev.jeton.text.normalizer.Sequence;
import dev.jeton.text.pretokenizer.Delimiter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a SentencePiece model as those of a {@code tokenizer.json}: its normalizer in steps,
 * user-defined pieces of BPE as added tokens. Pieces that SentencePiece does not look for in a text
 * would be found there, so the pre-tokenizer cuts their texts in two.
 */
final class SentencePieceWriter {
  private static final String SPACE = "\u2581";
  private static final int FEW = 100;
  private static final String BYTE = "<0x00>";

  private final Pipeline parts;
  private final SentencePieceNormalizer normalizer;
  private final List<String> symbols;
  private final Normalizer steps;

  SentencePieceWriter(Pipeline parts, SentencePieceNormalizer normalizer) {
    this.parts = parts;
    this.normalizer = normalizer;
    symbols = normalizer.symbols().stream().map(Utf8::decode).toList();
    steps = new Sequence(steps());
    for (var symbol : symbols) {
      if (!normal("a" + symbol + "a").contains("a" + written(symbol) + "a")) {
        throw new TokenizerException(
            "a tokenizer.json cannot hold the user-defined piece '%s', which the normalizer changes"
                .formatted(symbol));
      }
    }
  }

  private String normal(String text) {
    return steps.normalize(Text.of(Utf8.encode(text))).toString();
  }

  /** How a text has it behind the normalizer. */
  private String written(String text) {
    return normalizer.spaces().escape() ? text.replace(" ", SPACE) : text;
  }

  /** Whether user-defined pieces are found before the model. */
  private boolean symbolsFirst() {
    return parts.model() instanceof SymbolsFirst;
  }

  /** The normalizer in steps. */
  Normalizer normalizer() {
    return steps;
  }

  private List<Normalizer> steps() {
    var spaces = normalizer.spaces();
    boolean before = spaces.dummyPrefix() && !spaces.asSuffix();
    var written = spaces.escape() ? SPACE : " ";
    var all = new ArrayList<Normalizer>();
    if (before && !symbolsFirst()) {
      all.add(new Prepend(" "));
    }
    all.addAll(characterMap());
    if (spaces.removeExtra()) {
      if (!before || symbolsFirst()) {
        all.add(new Replace(Delimiter.regex("\\A +"), ""));
      }
      all.add(new Replace(Delimiter.regex(" {2,}"), " "));
    }
    if (before && symbolsFirst()) { // in front of text, not of what is to be found in it
      all.add(new Replace(Delimiter.regex("\\A(?!(?:%s)\\z)".formatted(anySymbol())), " "));
    }
    if (spaces.escape()) {
      all.add(new Replace(Delimiter.string(" "), SPACE));
    }
    if (spaces.removeExtra()) {
      all.add(new Replace(Delimiter.regex(written + "+\\z"), ""));
    }
    if (spaces.dummyPrefix() && spaces.asSuffix()) {
      all.add(new Replace(Delimiter.regex("\\z"), written));
    }
    return all;
  }

  /**
   * The map of characters; of few entries each on its own, since there a map applies to single
   * characters, or to what a grapheme of a few bytes begins with.
   */
  private List<Normalizer> characterMap() {
    if (normalizer.map().length == 0) {
      return List.of();
    }
    var entries =
        new TreeMap<String, String>(
            Comparator.comparing(String::length).reversed().thenComparing(key -> key));
    entries.putAll(normalizer.replacements());
    boolean again =
        entries.size() > FEW
            || entries.values().stream()
                .anyMatch(made -> entries.keySet().stream().anyMatch(made::contains));
    return again
        ? List.of(new Precompiled(normalizer.map()))
        : entries.entrySet().stream()
            .<Normalizer>map(e -> new Replace(Delimiter.string(e.getKey()), e.getValue()))
            .toList();
  }

  private String anySymbol() {
    return symbols.stream().map(SentencePieceWriter::quoted).collect(Collectors.joining("|"));
  }

  /** Control pieces, and of BPE what users defined. */
  List<AddedToken> added() {
    var added = new ArrayList<>(parts.added());
    if (symbolsFirst()) {
      for (var symbol : symbols) {
        if (!written(symbol).equals(symbol)) {
          continue; // a space in it becomes visible before it is looked for
        }
        int id = parts.tokens().find(Utf8.encode(symbol));
        added.add(new AddedToken(id, symbol, false, false, false, false, true));
      }
    }
    return added;
  }

  /** What cuts the texts of hidden pieces; null where nothing needs to be cut. */
  @Nullable JsonObject preTokenizer() {
    if (!(parts.model() instanceof Unigram unigram)) {
      return null; // no merge leads to them
    }
    var cuts = new ArrayList<String>();
    double[] scores = unigram.scores();
    var found = new ArrayList<String>();
    var hidden = new ArrayList<String>();
    for (int id = 0; id < scores.length; id++) {
      (Double.isNaN(scores[id]) ? hidden : found).add(Utf8.decode(parts.tokens().bytes(id)));
    }
    boolean bytes = hidden.removeIf(text -> text.matches("<0x[0-9A-F]{2}>"));
    for (var text : hidden) {
      int cut = cut(text, found);
      cuts.add(between(quoted(text.substring(0, cut)), quoted(text.substring(cut))));
    }
    if (bytes) {
      int cut = cut(BYTE.substring(0, 3), found);
      cuts.add(between(BYTE.substring(0, cut), BYTE.substring(cut, 3) + "[0-9A-F]{2}>"));
    }
    return cuts.isEmpty() ? null : PreTokenizerWriter.cut(String.join("|", cuts));
  }

  private static String between(String before, String behind) {
    return "(?<=%s)(?=%s)".formatted(before, behind);
  }

  /** A place within {@code text} that no piece can lie across. */
  private static int cut(String text, List<String> pieces) {
    for (int cut = 1; cut < text.length(); cut++) {
      int at = cut;
      if (!Character.isLowSurrogate(text.charAt(cut))
          && pieces.stream().noneMatch(piece -> liesAcross(piece, text, at))) {
        return cut;
      }
    }
    throw new TokenizerException(
        "a tokenizer.json cannot keep '%s' from being found in a text: other pieces overlap it"
            .formatted(text));
  }

  /** Whether {@code piece} may stand in or over {@code text} so that it covers the place. */
  private static boolean liesAcross(String piece, String text, int cut) {
    var pair = text.substring(cut - 1, cut + 1);
    for (int at = piece.indexOf(pair); at >= 0; at = piece.indexOf(pair, at + 1)) {
      int shift = cut - 1 - at; // of the piece against the text
      int from = Math.max(0, shift);
      int to = Math.min(text.length(), shift + piece.length());
      if (text.substring(from, to).equals(piece.substring(from - shift, to - shift))) {
        return true;
      }
    }
    return false;
  }

  /** {@code text} as a regular expression. */
  private static String quoted(String text) {
    return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
  }
}
