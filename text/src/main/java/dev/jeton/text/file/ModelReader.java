package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.model.WordLevel;
import dev.jeton.text.model.WordPiece;
import dev.jeton.text.pretokenizer.SpaceRuns;
import java.util.List;
import java.util.stream.StreamSupport;

/** The part {@code model} of {@code tokenizer.json}. */
final class ModelReader {
  private static final String SPACE = "\u2581";

  private final JsonValue json;
  private final boolean bytes;
  private final TokenTable tokens = new TokenTable();

  /**
   * @param bytes whether the vocabulary is written in the alphabet of bytes
   */
  ModelReader(JsonValue json, boolean bytes) {
    this.json = json;
    this.bytes = bytes;
  }

  TokenTable tokens() {
    return tokens;
  }

  /** Reads the vocabulary too. */
  Model read() {
    var type = kind();
    if (bytes && !type.equals("BPE")) {
      throw new TokenizerException("model: %s over bytes is not supported".formatted(type));
    }
    if (type.equals("Unigram")) {
      return unigram();
    }
    var vocabulary = json.get("vocab");
    for (var token : vocabulary.names()) {
      add(vocabulary.get(token).id(), token);
    }
    return switch (type) {
      case "BPE" -> bpe();
      case "WordPiece" ->
          new WordPiece(
              tokens,
              known(json.get("unk_token").text("[UNK]"), "model.unk_token"),
              json.get("continuing_subword_prefix").text("##"),
              json.get("max_input_chars_per_word").id(100));
      case "WordLevel" -> {
        var unknown = json.get("unk_token");
        yield new WordLevel(tokens, unknown.isNull() ? -1 : find(unknown.text()));
      }
      default -> throw json.unknownType();
    };
  }

  /** Old files do not name their model. */
  private String kind() {
    if (!json.get("type").isNull()) {
      return json.type();
    }
    return !json.get("merges").isNull()
        ? "BPE"
        : json.get("vocab").isList() ? "Unigram" : "WordPiece";
  }

  private void add(int id, String token) {
    byte[] written = bytes ? ByteAlphabet.bytes(token) : null;
    if (bytes && written == null) {
      tokens.addUnfindable(id, Utf8.encode(token));
    } else {
      tokens.add(id, written == null ? Utf8.encode(token) : written);
    }
  }

  private int find(String token) {
    byte[] written = bytes ? ByteAlphabet.bytes(token) : null;
    return tokens.find(written == null ? Utf8.encode(token) : written);
  }

  private int known(String token, String place) {
    int id = find(token);
    if (id < 0) {
      throw new TokenizerException(
          "%s: expected a token of the vocabulary, found '%s'".formatted(place, token));
    }
    return id;
  }

  /**
   * Whether a BPE model over characters never merges across the beginning of a run of U+2581, so
   * that a text may be cut there: no token has one within, and such a run is known.
   */
  boolean mayCutAtSpaces() {
    return kind().equals("BPE")
        && !bytes
        && !json.get("ignore_merges").flag(false)
        && json.get("continuing_subword_prefix").text("").isEmpty()
        && json.get("end_of_word_suffix").text("").isEmpty()
        && find(SPACE) >= 0
        && StreamSupport.stream(json.get("vocab").names().spliterator(), false)
            .noneMatch(SpaceRuns::within);
  }

  private Bpe bpe() {
    var prefix = json.get("continuing_subword_prefix").text("");
    var merges = json.get("merges").list();
    var table = new MergeTable(merges.size());
    for (int rank = 0; rank < merges.size(); rank++) {
      var merge = merges.get(rank);
      var pair = pair(merge);
      var right = pair.get(1);
      var into =
          pair.get(0) + (right.startsWith(prefix) ? right.substring(prefix.length()) : right);
      table.add(
          known(pair.get(0), merge.place()),
          known(right, merge.place()),
          rank,
          known(into, merge.place()));
    }
    var unknown = json.get("unk_token");
    var rules =
        new Bpe.Rules(
            bytes,
            json.get("ignore_merges").flag(false),
            json.get("byte_fallback").flag(false),
            unknown.isNull() ? -1 : known(unknown.text(), "model.unk_token"),
            json.get("fuse_unk").flag(false),
            prefix,
            json.get("end_of_word_suffix").text(""),
            json.get("dropout").isNull() ? 0 : json.get("dropout").number());
    return new Bpe(tokens, table, rules);
  }

  /** {@code "a b"} or {@code ["a", "b"]}. */
  private static List<String> pair(JsonValue merge) {
    if (merge.isText()) {
      var text = merge.text();
      int space = text.indexOf(' ');
      if (space > 0 && space == text.lastIndexOf(' ') && space + 1 < text.length()) {
        return List.of(text.substring(0, space), text.substring(space + 1));
      }
    } else {
      var list = merge.list();
      if (list.size() == 2) {
        return List.of(list.get(0).text(), list.get(1).text());
      }
    }
    throw merge.expected("two tokens that merge");
  }

  private Unigram unigram() {
    var vocabulary = json.get("vocab").list();
    double[] scores = new double[vocabulary.size()];
    for (int id = 0; id < scores.length; id++) {
      var entry = vocabulary.get(id).list();
      if (entry.size() != 2) {
        throw vocabulary.get(id).expected("a token and its score");
      }
      tokens.add(id, Utf8.encode(entry.get(0).text()));
      scores[id] = entry.get(1).number();
    }
    var unknown = json.get("unk_id");
    if (!unknown.isNull() && unknown.id() >= scores.length) {
      throw unknown.expected("an id of the vocabulary");
    }
    return new Unigram(tokens, scores, unknown.id(-1), json.get("byte_fallback").flag(false));
  }
}
