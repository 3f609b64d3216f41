package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Denormalizer;
import dev.jeton.text.decoder.SentencePieceDecoder;
import dev.jeton.text.file.SentencePieceModel.Kind;
import dev.jeton.text.file.SentencePieceModel.Piece;
import dev.jeton.text.file.SentencePieceModel.Type;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.SymbolsFirst;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.model.WholePieces;
import dev.jeton.text.normalizer.CharacterMap;
import dev.jeton.text.normalizer.SentencePieceNormalizer;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SpaceRuns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A SentencePiece {@code .model} as a tokenizer: the ids of {@code
 * SentencePieceProcessor.encode(text)}. As there, no tokens are put around a text, and {@code <s>}
 * in a text is text; {@link dev.jeton.text.SpecialTokens} changes that.
 */
final class SentencePieceFile {
  private static final float SYMBOL_SCORE = 0.1f; // SentencePiece's, for each byte after the first
  private static final char SPACE = '\u2581';

  private final SentencePieceModel file;
  private final String format;
  private final Template template;
  private final List<Piece> pieces;
  private final TokenTable tokens = new TokenTable();
  private final int unknown;

  private SentencePieceFile(SentencePieceModel file, String format, Template template) {
    this.file = file;
    this.format = format;
    this.template = template;
    pieces = file.pieces();
    for (int id = 0; id < pieces.size(); id++) {
      tokens.add(id, pieces.get(id).utf8());
    }
    int[] unknowns = ids(Type.UNKNOWN).toArray();
    if (unknowns.length != 1) {
      throw new TokenizerException(
          "expected one piece for what is unknown, found %d".formatted(unknowns.length));
    }
    unknown = unknowns[0];
  }

  static Tokenizer read(byte[] content) {
    return of(SentencePieceModel.read(content), "SentencePiece .model", Template.NONE);
  }

  /** A model that was written in another format. */
  static Tokenizer of(SentencePieceModel content, String format, Template template) {
    return new SentencePieceFile(content, format, template).tokenizer();
  }

  private Tokenizer tokenizer() {
    var symbols = ids(Type.USER_DEFINED).mapToObj(id -> pieces.get(id).utf8()).toList();
    var spaces = file.spaces();
    return new Tokenizer(
        new Pipeline(
            origin(),
            tokens,
            ids(Type.CONTROL).mapToObj(id -> AddedToken.special(id, text(id))).toList(),
            new SentencePieceNormalizer(file.characterMap(), spaces, symbols),
            preTokenizer(),
            model(),
            template,
            decoder()));
  }

  private Decoder decoder() {
    var control = ids(Type.CONTROL).mapToObj(this::text).collect(Collectors.toSet());
    var pieces =
        new SentencePieceDecoder(
            control,
            text(unknown),
            file.unknownSurface(),
            file.byteFallback(),
            file.spaces().dummyPrefix(),
            file.spaces().removeExtra());
    return file.denormalizer().length == 0
        ? pieces
        : pieces.then(new Denormalizer(new CharacterMap(file.denormalizer())));
  }

  private Pipeline.Origin origin() {
    var spaces = file.spaces();
    var parts = new ArrayList<String>();
    parts.add("model " + file.kind().name().toLowerCase(Locale.ROOT));
    parts.add("normalizer " + (file.normalizer().isEmpty() ? "none" : file.normalizer()));
    if (file.byteFallback()) {
      parts.add("bytes for what has no piece");
    }
    parts.add(
        "a space put %s, extra spaces %s"
            .formatted(
                !spaces.dummyPrefix() ? "nowhere" : spaces.asSuffix() ? "behind" : "in front",
                spaces.removeExtra() ? "removed" : "kept"));
    if (file.denormalizer().length > 0) {
      parts.add("denormalizer");
    }
    return new Pipeline.Origin(format, parts, List.of());
  }

  private IntStream ids(Type type) {
    return IntStream.range(0, pieces.size()).filter(id -> pieces.get(id).type() == type);
  }

  private String text(int id) {
    return pieces.get(id).text();
  }

  private Model model() {
    return switch (file.kind()) {
      case UNIGRAM -> unigram();
      case BPE -> bpe();
      case WORD -> whole(WholePieces.Cut.WORD);
      case CHAR -> whole(WholePieces.Cut.CHAR);
    };
  }

  private Model whole(WholePieces.Cut cut) {
    int[] bytes = file.byteFallback() ? ids(Type.BYTE).toArray() : new int[0];
    if (file.byteFallback() && bytes.length != 256) {
      throw new TokenizerException("expected 256 pieces for bytes, found " + bytes.length);
    }
    var symbols = ids(Type.USER_DEFINED).mapToObj(id -> pieces.get(id).utf8()).toList();
    int[] hidden =
        IntStream.range(0, pieces.size())
            .filter(id -> pieces.get(id).type() != Type.NORMAL)
            .filter(id -> pieces.get(id).type() != Type.USER_DEFINED)
            .toArray();
    return new WholePieces(cut, tokens, hidden, symbols, unknown, inOrder(bytes));
  }

  /** By the byte that each is written for. */
  private int[] inOrder(int[] bytes) {
    int[] ordered = new int[bytes.length];
    for (int id : bytes) {
      int value = ByteFallback.value(pieces.get(id).utf8());
      if (value < 0) {
        throw new TokenizerException(
            "expected a byte's piece such as <0x00>, found '%s'".formatted(text(id)));
      }
      ordered[value] = id;
    }
    return ordered;
  }

  private Unigram unigram() {
    var scores = new double[pieces.size()];
    float least = Float.MAX_VALUE;
    for (int id = 0; id < scores.length; id++) {
      var piece = pieces.get(id);
      scores[id] =
          switch (piece.type()) {
            case NORMAL -> piece.score();
            case USER_DEFINED -> SYMBOL_SCORE * (piece.utf8().length - 1);
            case UNKNOWN, CONTROL, UNUSED, BYTE -> Double.NaN;
          };
      if (piece.type() == Type.NORMAL) {
        least = Math.min(least, piece.score());
      }
    }
    return Unigram.sentencePiece(tokens, scores, unknown, file.byteFallback(), least);
  }

  /** Any two neighbours whose texts together are a piece merge, those of the best piece first. */
  private Model bpe() {
    if (ids(Type.UNUSED).anyMatch(this::reachable)) {
      throw new TokenizerException(
          "a BPE model whose merges lead to unused pieces is not supported");
    }
    int[] normal =
        ids(Type.NORMAL)
            .boxed()
            .sorted(Comparator.comparingDouble(id -> -pieces.get(id).score()))
            .mapToInt(id -> id)
            .toArray();
    var merges = new MergeTable(2 * normal.length);
    int rank = 0;
    for (int i = 0; i < normal.length; i++) {
      rank += i > 0 && pieces.get(normal[i]).score() < pieces.get(normal[i - 1]).score() ? 1 : 0;
      addMerges(merges, normal[i], rank);
    }
    var rules = new Bpe.Rules(false, false, file.byteFallback(), unknown, true, "", "", 0);
    var model = new Bpe(tokens, merges, rules);
    var symbols = new ByteTrie();
    ids(Type.USER_DEFINED).forEach(id -> symbols.add(pieces.get(id).utf8(), id));
    return ids(Type.USER_DEFINED).findAny().isPresent() ? new SymbolsFirst(symbols, model) : model;
  }

  private void addMerges(MergeTable merges, int id, int rank) {
    var text = text(id);
    for (int cut = 1; cut < text.length(); cut++) {
      if (Character.isLowSurrogate(text.charAt(cut))) {
        continue;
      }
      int left = normal(text.substring(0, cut));
      int right = normal(text.substring(cut));
      if (left >= 0 && right >= 0) {
        merges.add(left, right, rank, id);
      }
    }
  }

  /** Whether a piece is a character, or two others together. */
  private boolean reachable(int id) {
    var text = text(id);
    return text.codePointCount(0, text.length()) == 1
        || IntStream.range(1, text.length())
            .anyMatch(cut -> has(text.substring(0, cut)) && has(text.substring(cut)));
  }

  private boolean has(String text) {
    return tokens.find(Utf8.encode(text)) >= 0;
  }

  /** The normal piece with this text, or −1; characters that have none cannot merge here. */
  private int normal(String text) {
    int id = tokens.find(Utf8.encode(text));
    if (id >= 0 && pieces.get(id).type() == Type.NORMAL) {
      return id;
    }
    if (text.codePointCount(0, text.length()) == 1) {
      throw new TokenizerException(
          "expected a piece for each character of the others, found none for '%s'".formatted(text));
    }
    return -1;
  }

  /** BPE never merges across the beginning of a run of spaces if no piece has one within. */
  private PreTokenizer preTokenizer() {
    boolean within =
        pieces.stream()
            .filter(piece -> piece.type() == Type.NORMAL || piece.type() == Type.USER_DEFINED)
            .anyMatch(piece -> SpaceRuns.within(piece.text()));
    boolean known = tokens.find(Utf8.encode(String.valueOf(SPACE))) >= 0;
    return file.kind() == Kind.BPE && known && !within ? SpaceRuns.VISIBLE : PreTokenizer.NONE;
  }
}
