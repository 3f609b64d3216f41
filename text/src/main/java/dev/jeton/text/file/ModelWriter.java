package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.MergeTable.Merge;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.SymbolsFirst;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.model.WordLevel;
import dev.jeton.text.model.WordPiece;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what {@link ModelReader} reads. */
final class ModelWriter {
  private static final int NONE = -1;

  private final Model model;
  private final TokenTable tokens;
  private final boolean bytes;
  private final BitSet vocabulary = new BitSet(); // ids that the model is to have

  ModelWriter(Pipeline parts, List<AddedToken> added) {
    model = parts.model() instanceof SymbolsFirst first ? first.between() : parts.model();
    tokens = parts.tokens();
    bytes = model instanceof Bpe bpe && bpe.rules().bytes();
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.set(id, tokens.has(id));
    }
    leaveOut(added);
  }

  /** Whether the vocabulary is over bytes. */
  boolean bytes() {
    return bytes;
  }

  /**
   * Added tokens need not be in the vocabulary if those that are not get their ids by counting on.
   */
  private void leaveOut(List<AddedToken> added) {
    var apart = new BitSet();
    added.stream().mapToInt(AddedToken::id).filter(id -> !findable(id)).forEach(apart::set);
    int next = vocabulary.cardinality() - apart.cardinality();
    var ids = added.stream().map(AddedToken::id).distinct().sorted(Comparator.naturalOrder());
    for (int id : ids.toList()) {
      if (apart.get(id) && id != next) {
        return;
      }
      next = Math.max(next, id + 1);
    }
    vocabulary.andNot(apart);
  }

  private boolean findable(int id) {
    return tokens.find(tokens.bytes(id)) == id;
  }

  /** How the file writes the token of {@code id}; nothing where there is none. */
  String token(int id) {
    if (!tokens.has(id)) {
      return "";
    }
    byte[] token = tokens.bytes(id);
    return bytes && findable(id) ? ByteAlphabet.letters(token) : Utf8.decode(token);
  }

  private @Nullable String tokenOrNone(int id) {
    return id == NONE ? null : token(id);
  }

  /**
   * The part {@code model}.
   *
   * @throws TokenizerException if it cannot be said
   */
  JsonObject write() {
    return switch (model) {
      case Bpe bpe -> bpe(bpe);
      case Unigram unigram -> unigram(unigram);
      case WordPiece words ->
          JsonObject.ofType("WordPiece")
              .with("unk_token", token(words.unknown()))
              .with("continuing_subword_prefix", words.prefix())
              .with("max_input_chars_per_word", words.longest())
              .with("vocab", vocabulary());
      case WordLevel words ->
          JsonObject.ofType("WordLevel")
              .with("vocab", vocabulary())
              .with("unk_token", words.unknown() == NONE ? "" : token(words.unknown()));
      default ->
          throw new TokenizerException("a tokenizer.json cannot say the model " + model.kind());
    };
  }

  private JsonObject vocabulary() {
    var words = new JsonObject();
    vocabulary.stream()
        .forEach(
            id -> {
              var token = token(id);
              if (words.has(token)) {
                throw new TokenizerException(
                    "a tokenizer.json cannot hold two tokens that are written '%s', %s and %d"
                        .formatted(token, words.get(token), id));
              }
              words.with(token, id);
            });
    return words;
  }

  private JsonObject bpe(Bpe bpe) {
    var rules = bpe.rules();
    var merges = bpe.merges();
    var words = vocabulary();
    return JsonObject.ofType("BPE")
        .with("dropout", rules.dropout() == 0 ? null : rules.dropout())
        .with("unk_token", tokenOrNone(rules.unknown()))
        .with("continuing_subword_prefix", rules.prefix().isEmpty() ? null : rules.prefix())
        .with("end_of_word_suffix", rules.suffix().isEmpty() ? null : rules.suffix())
        .with("fuse_unk", rules.fuseUnknown())
        .with("byte_fallback", rules.byteFallback())
        .with("ignore_merges", rules.wholeFirst() && !(bpe.ranksTokens() && allMerge(merges)))
        .with("vocab", words)
        .with(
            "merges",
            merges.stream().map(m -> List.of(token(m.left()), token(m.right()))).toList());
  }

  /** Whether each token of several bytes comes of a merge, so that none needs to be looked up. */
  private boolean allMerge(List<Merge> merges) {
    var merged = new BitSet();
    merges.forEach(merge -> merged.set(merge.into()));
    return vocabulary.stream()
        .allMatch(id -> merged.get(id) || tokens.length(id) == 1 || !findable(id));
  }

  private JsonObject unigram(Unigram unigram) {
    double[] scores = unigram.scores();
    var words = new ArrayList<List<Object>>();
    for (int id = 0; id < scores.length; id++) {
      double score = Double.isNaN(scores[id]) ? 0.0 : scores[id];
      words.add(List.of(token(id), SerdeNumbers.written(score)));
    }
    if (!vocabulary.equals(firsts(scores.length))) {
      throw new TokenizerException(
          "a tokenizer.json cannot hold added tokens of a unigram model unless their ids go on from %d"
              .formatted(scores.length));
    }
    return JsonObject.ofType("Unigram")
        .with("unk_id", unigram.unknown() == NONE ? null : unigram.unknown())
        .with("vocab", words)
        .with("byte_fallback", unigram.byteFallback());
  }

  private static BitSet firsts(int n) {
    var firsts = new BitSet();
    firsts.set(0, n);
    return firsts;
  }
}
