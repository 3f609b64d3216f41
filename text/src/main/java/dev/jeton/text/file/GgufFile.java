package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.decoder.Decoder;
import dev.jeton.text.decoder.Fuse;
import dev.jeton.text.decoder.Mapping;
import dev.jeton.text.file.SentencePieceModel.Kind;
import dev.jeton.text.file.SentencePieceModel.Piece;
import dev.jeton.text.file.SentencePieceModel.Type;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.WholeLineBreaks;
import dev.jeton.text.model.WordPiece;
import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.normalizer.SentencePieceNormalizer.Spaces;
import dev.jeton.text.postprocessor.Template;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import dev.jeton.text.pretokenizer.Delimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary in a GGUF file as a tokenizer: models {@code llama} (SentencePiece's BPE), {@code
 * gpt2} (byte-level BPE), {@code gemma4} and {@code whitespace} (BPE over characters), {@code bert}
 * (WordPiece) and {@code t5} (unigram), with the tokens around a text that the file, or else
 * llama.cpp for its model, asks for.
 */
final class GgufFile {
  private static final String FORMAT = "GGUF";
  private static final String WORD_START = "\u2581";
  private static final int NONE = -1;

  private final GgufHeader header;
  private final String[] tokens;
  private final Type[] types;

  private GgufFile(GgufHeader header) {
    this.header = header;
    tokens = header.texts("ggml.tokens");
    if (tokens.length == 0) {
      throw new TokenizerException("expected a vocabulary, found no tokenizer.ggml.tokens");
    }
    types = new Type[tokens.length];
    var numbers = header.numbers("ggml.token_type");
    for (int id = 0; id < types.length; id++) {
      types[id] = type(id < numbers.length ? numbers[id] : 1);
    }
  }

  private static Type type(double number) {
    var all = Type.values();
    return number >= 1 && number <= all.length ? all[(int) number - 1] : Type.NORMAL;
  }

  static Tokenizer read(GgufHeader header) {
    var model = header.text("ggml.model").orElse("");
    var file = new GgufFile(header);
    return switch (model) {
      case "llama" -> file.sentencePiece(Kind.BPE);
      case "t5" -> file.sentencePiece(Kind.UNIGRAM);
      case "gpt2", "whitespace" -> file.pairs(header.text("ggml.pre").orElse("default"));
      case "gemma4" -> file.pairs("gemma4");
      case "bert" -> file.wordPiece();
      case "" ->
          throw new TokenizerException("expected a vocabulary, found no tokenizer.ggml.model");
      default ->
          throw new TokenizerException(
              "tokenizer.ggml.model: expected llama, gpt2, bert, t5, gemma4 or whitespace, found '%s'"
                  .formatted(model));
    };
  }

  private Tokenizer sentencePiece(Kind kind) {
    boolean bpe = kind == Kind.BPE;
    var scores = header.numbers("ggml.scores");
    if (scores.length < tokens.length) {
      throw new TokenizerException(
          "tokenizer.ggml.scores: expected %d, found %d".formatted(tokens.length, scores.length));
    }
    int unknown = header.id("ggml.unknown_token_id", bpe ? 0 : 2);
    var pieces = new ArrayList<Piece>();
    boolean bytes = false;
    for (int id = 0; id < tokens.length; id++) {
      var type = id == unknown ? Type.UNKNOWN : types[id];
      if (type == Type.UNKNOWN && id != unknown) {
        type = Type.CONTROL; // some files have several
      }
      bytes |= type == Type.BYTE;
      pieces.add(new Piece(text(id), (float) scores[id], type));
    }
    var map = header.numbers("ggml.precompiled_charsmap");
    var content =
        new SentencePieceModel(
            pieces,
            kind,
            bytes,
            " \u2047 ",
            map.length == 0 ? "" : "of the file",
            characterMap(map),
            new Spaces(
                header.flag("ggml.add_space_prefix", true),
                header.flag("ggml.remove_extra_whitespaces", false),
                true,
                false),
            new byte[0]);
    return SentencePieceFile.of(content, FORMAT, around(bpe, !bpe, bpe ? 1 : NONE, bpe ? 2 : 1));
  }

  private static byte[] characterMap(double[] numbers) {
    var map = new byte[numbers.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (byte) (int) numbers[i];
    }
    return map;
  }

  /** Names for tokens without text, as llama.cpp has them. */
  private String text(int id) {
    return tokens[id].isEmpty() ? "[EMPTY_%d]".formatted(id) : tokens[id];
  }

  private Template around(boolean beginning, boolean end, int beginningId, int endId) {
    var before = new ArrayList<Integer>();
    var after = new ArrayList<Integer>();
    if (header.flag("ggml.add_bos_token", beginning)) {
      before.add(known("ggml.bos_token_id", beginningId));
    }
    if (header.flag("ggml.add_eos_token", end)) {
      after.add(known("ggml.eos_token_id", endId));
    }
    return Template.around(before, after);
  }

  private int known(String key, int other) {
    int id = header.id(key, other);
    if (id < 0 || id >= tokens.length) {
      throw new TokenizerException(
          "tokenizer.%s: expected an id of the %d tokens, found %s"
              .formatted(key, tokens.length, id == NONE ? "none" : String.valueOf(id)));
    }
    return id;
  }

  /**
   * Tokens that are looked for in a text: control tokens, and those that users defined. A mask
   * takes the space before it along.
   */
  private List<AddedToken> added() {
    var added = new ArrayList<AddedToken>();
    int mask = header.id("ggml.mask_token_id", NONE);
    for (int id = 0; id < tokens.length; id++) {
      if (types[id] == Type.CONTROL || types[id] == Type.UNKNOWN) {
        added.add(new AddedToken(id, text(id), true, false, id == mask, false, false));
      } else if (types[id] == Type.USER_DEFINED) {
        added.add(new AddedToken(id, text(id), false, false, false, false, false));
      }
    }
    return added;
  }

  /** Byte pair encoding that cuts as {@code name}. */
  private Tokenizer pairs(String name) {
    var split = GgufSplit.named(name);
    return split.characters() ? characters(split, name) : bytes(split, name);
  }

  private Tokenizer bytes(GgufSplit split, String name) {
    var table = new TokenTable();
    for (int id = 0; id < tokens.length; id++) {
      var written = types[id] == Type.NORMAL ? ByteAlphabet.bytes(tokens[id]) : null;
      if (written == null || written.length == 0) {
        table.addUnfindable(id, Utf8.encode(text(id)));
      } else {
        table.add(id, written);
      }
    }
    var rules = new Bpe.Rules(true, split.wholeFirst(), false, NONE, false, "", "", 0);
    var model = new Bpe(table, merges(table, ByteAlphabet::bytes), rules);
    return pairs(split, name, table, Normalizer.NONE, model, Decoder.CONCATENATED);
  }

  /** Over characters; what the vocabulary lacks becomes the tokens of its bytes. */
  private Tokenizer characters(GgufSplit split, String name) {
    var table = new TokenTable();
    for (int id = 0; id < tokens.length; id++) {
      if (types[id] == Type.CONTROL || types[id] == Type.UNKNOWN) {
        table.addUnfindable(id, Utf8.encode(text(id)));
      } else {
        table.add(id, Utf8.encode(text(id)));
      }
    }
    var rules = new Bpe.Rules(false, false, true, NONE, false, "", "", 0);
    var bpe = new Bpe(table, merges(table, Utf8::encode), rules);
    var bytes = new ByteFallback().then(new Fuse());
    return pairs(
        split,
        name,
        table,
        split.visibleSpaces() ? new Replace(Delimiter.string(" "), WORD_START) : Normalizer.NONE,
        split == GgufSplit.GEMMA_4 ? new WholeLineBreaks(table, bpe) : bpe,
        split.visibleSpaces() ? new Mapping.Replace(WORD_START, " ").then(bytes) : bytes);
  }

  private Tokenizer pairs(
      GgufSplit split,
      String name,
      TokenTable table,
      Normalizer normalizer,
      Model model,
      Decoder decoder) {
    var origin = List.of("model " + header.text("ggml.model").orElse(""), "cut as " + name);
    return new Tokenizer(
        new Pipeline(
            new Pipeline.Origin(FORMAT, origin, List.of()),
            table,
            added(),
            normalizer,
            split.splitter(),
            model,
            split.always() && header.id("ggml.bos_token_id", NONE) != NONE
                ? Template.around(List.of(known("ggml.bos_token_id", NONE)), List.of())
                : around(split.beginning(), false, NONE, NONE),
            decoder));
  }

  private MergeTable merges(TokenTable table, Function<String, byte @Nullable []> written) {
    var merges = header.texts("ggml.merges");
    var found = new MergeTable(merges.length);
    for (int rank = 0; rank < merges.length; rank++) {
      int space = merges[rank].indexOf(' ', 1);
      if (space < 0) {
        throw new TokenizerException(
            "tokenizer.ggml.merges[%d]: expected two tokens that merge, found '%s'"
                .formatted(rank, merges[rank]));
      }
      var left = merges[rank].substring(0, space);
      var right = merges[rank].substring(space + 1);
      found.add(
          half(table, written.apply(left), left, rank),
          half(table, written.apply(right), right, rank),
          rank,
          half(table, written.apply(left + right), left + right, rank));
    }
    return found;
  }

  private static int half(TokenTable table, byte @Nullable [] written, String token, int rank) {
    int id = written == null ? NONE : table.find(written);
    if (id < 0) {
      throw new TokenizerException(
          "tokenizer.ggml.merges[%d]: expected a token of the vocabulary, found '%s'"
              .formatted(rank, token));
    }
    return id;
  }

  /** Such files write a word's beginning as U+2581 and nothing where BERT writes {@code ##}. */
  private Tokenizer wordPiece() {
    var table = new TokenTable();
    boolean cased = false;
    for (int id = 0; id < tokens.length; id++) {
      var token = text(id);
      if (token.startsWith(WORD_START)) {
        token = token.substring(1);
        cased |= !token.isEmpty() && token.charAt(0) >= 'A' && token.charAt(0) <= 'Z';
      } else if (types[id] == Type.NORMAL && !(token.startsWith("[") && token.endsWith("]"))) {
        token = "##" + token;
      }
      table.add(id, Utf8.encode(token));
    }
    boolean lowercase = header.flag("ggml.normalizer.lowercase", !cased);
    boolean stripAccents = header.flag("ggml.normalizer.strip_accents", lowercase);
    int start = known("ggml.cls_token_id", header.id("ggml.bos_token_id", 101));
    int end = known("ggml.seperator_token_id", header.id("ggml.separator_token_id", 102)); // sic
    return new Tokenizer(
        new Pipeline(
            new Pipeline.Origin(
                FORMAT,
                List.of(
                    "model bert", lowercase ? "letters become small" : "letters stay as they are"),
                List.of()),
            table,
            added(),
            new BertNormalizer(true, true, stripAccents, lowercase),
            new BertPreTokenizer(),
            new WordPiece(table, known("ggml.unknown_token_id", 100), "##", 100),
            Template.bert(start, end),
            new Mapping.WordPiece("##", true)));
  }
}
