package dev.jeton.text.file;

import dev.jeton.text.AddedToken;
import dev.jeton.text.Pipeline;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.file.SentencePieceModel.Type;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.Model;
import dev.jeton.text.model.SymbolsFirst;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.model.WordPiece;
import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.UnicodeForm;
import dev.jeton.text.postprocessor.Template.Part;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * A tokenizer as the keys of a GGUF file: byte-level BPE that cuts as one of llama.cpp's known
 * models does, SentencePiece's BPE and unigram, WordPiece. What was written is read again, and is
 * refused where it would give a text other ids.
 */
public final class GgufVocabulary {

  /**
   * Keys that begin with {@code tokenizer.}.
   *
   * @param notes what the format cannot say and only some texts show, one line each
   */
  public record Written(SequencedMap<String, GgufValue> values, List<String> notes) {}

  private final Tokenizer tokenizer;
  private final Pipeline parts;
  private final int ids;
  private final Type[] types;
  private final String[] texts;
  private final List<String> notes = new ArrayList<>();
  private boolean composed;

  private GgufVocabulary(Tokenizer tokenizer, int ids) {
    this.tokenizer = tokenizer;
    this.parts = tokenizer.parts();
    this.ids = ids;
    types = new Type[ids];
    texts = new String[ids];
    for (int id = 0; id < ids; id++) {
      boolean known = parts.tokens().has(id);
      types[id] = known ? Type.NORMAL : Type.UNUSED;
      texts[id] = known ? Utf8.decode(parts.tokens().bytes(id)) : "[PAD%d]".formatted(id);
    }
    for (var added : parts.added()) {
      types[added.id()] = added.special() ? Type.CONTROL : Type.USER_DEFINED;
      texts[added.id()] = added.content();
    }
  }

  /**
   * The keys of a tokenizer.
   *
   * @param ids how many the model has, at least as many as the tokenizer; those that are too many
   *     become unused tokens
   * @throws TokenizerException if GGUF cannot say what it does
   */
  public static Written of(Tokenizer tokenizer, int ids) {
    if (tokenizer.size() > ids) {
      throw new TokenizerException(
          "expected a tokenizer of at most the model's %d ids, found %d"
              .formatted(ids, tokenizer.size()));
    }
    return new GgufVocabulary(tokenizer, ids).written();
  }

  private Written written() {
    noteFlags();
    var model = parts.model() instanceof SymbolsFirst first ? first.between() : parts.model();
    var values =
        switch (model) {
          case Bpe bpe when bpe.rules().bytes() -> pairs(bpe);
          case Bpe bpe -> new GgufPieces(parts, types, texts).of(bpe, this::checked);
          case Unigram unigram -> new GgufPieces(parts, types, texts).of(unigram, this::checked);
          case WordPiece words -> words(words);
          case Model other ->
              throw new TokenizerException(
                  "expected BPE, Unigram or WordPiece, which GGUF has, found " + other.kind());
        };
    return new Written(values, List.copyOf(notes));
  }

  /** The keys, with the tokens around a text, if they give the same ids. */
  private SequencedMap<String, GgufValue> checked(GgufKeys keys) {
    around(keys);
    var values = keys.values();
    var again = TokenizerFiles.of(new GgufMetadata(3, 0, values));
    new GgufComparison(tokenizer, again, composed).check();
    return values;
  }

  private void around(GgufKeys keys) {
    var single = parts.template().single();
    int text = 0;
    while (text < single.size() && single.get(text) instanceof Part.Token) {
      text++;
    }
    int behind = single.size() - text - 1;
    if (text > 1 || behind > 1) {
      throw new TokenizerException(
          "expected at most one token before and behind a text, found %d and %d"
              .formatted(text, behind));
    }
    boolean bert = parts.model() instanceof WordPiece;
    if (text == 1 && single.getFirst() instanceof Part.Token token) {
      keys.id(bert ? "cls" : "bos", token.id());
    }
    if (behind == 1 && single.getLast() instanceof Part.Token token) {
      keys.id(bert ? "seperator" : "eos", token.id()); // as the format spells it
    }
    keys.flag("add_bos_token", text == 1);
    keys.flag("add_eos_token", behind == 1);
  }

  private void noteFlags() {
    long flagged =
        parts.added().stream()
            .filter(AddedToken::special)
            .filter(token -> token.leftStrip() || token.rightStrip() || token.singleWord())
            .count();
    if (flagged > 0) {
      notes.add(
          "GGUF cannot say that %d special tokens take spaces beside them along"
              .formatted(flagged));
    }
  }

  private SequencedMap<String, GgufValue> pairs(Bpe bpe) {
    if (parts.normalizer() instanceof UnicodeForm form && form.form() == Form.NFC) {
      composed = true;
      notes.add("GGUF cannot say the normalizer NFC: texts that are not in it get other ids");
    } else if (parts.normalizer() != Normalizer.NONE) {
      throw unsaid("normalizer", parts.normalizer());
    }
    if (!bpe.rules().prefix().isEmpty() || !bpe.rules().suffix().isEmpty()) {
      throw new TokenizerException("GGUF cannot say prefixes and suffixes of byte-level BPE");
    }
    var cuts = GgufCuts.patterns(parts.preTokenizer());
    var names = GgufSplit.named(cuts, bpe.rules().wholeFirst());
    if (names.isEmpty()) {
      throw new TokenizerException(
          "expected cuts of a model that llama.cpp knows by name, found %s".formatted(cuts));
    }
    for (int id = 0; id < ids; id++) {
      if (types[id] == Type.NORMAL) {
        texts[id] = ByteAlphabet.letters(parts.tokens().bytes(id));
      }
    }
    var merges =
        bpe.merges().stream()
            .map(merge -> letters(merge.left()) + " " + letters(merge.right()))
            .toList();
    TokenizerException refused = null;
    for (var name : names) {
      var keys = new GgufKeys();
      keys.text("model", "gpt2");
      keys.text("pre", name);
      vocabulary(keys);
      keys.texts("merges", merges);
      try {
        return checked(keys);
      } catch (TokenizerException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw refused == null ? new TokenizerException("found no name for the cuts") : refused;
  }

  private String letters(int id) {
    return ByteAlphabet.letters(parts.tokens().bytes(id));
  }

  private void vocabulary(GgufKeys keys) {
    keys.texts("tokens", List.of(texts));
    keys.types(types);
  }

  private SequencedMap<String, GgufValue> words(WordPiece words) {
    if (!(parts.normalizer() instanceof BertNormalizer bert)) {
      throw unsaid("normalizer", parts.normalizer());
    }
    if (!(parts.preTokenizer() instanceof BertPreTokenizer)) {
      throw unsaid("pre-tokenizer", parts.preTokenizer());
    }
    var prefix = words.prefix();
    if (!prefix.equals("##")) {
      throw new TokenizerException(
          "GGUF has words that go on with '##', found '%s'".formatted(prefix));
    }
    for (int id = 0; id < ids; id++) {
      if (types[id] == Type.NORMAL && !(texts[id].startsWith("[") && texts[id].endsWith("]"))) {
        texts[id] =
            texts[id].startsWith(prefix)
                ? texts[id].substring(prefix.length())
                : GgufPieces.SPACE + texts[id];
      }
    }
    var keys = new GgufKeys();
    keys.text("model", "bert");
    vocabulary(keys);
    keys.id("unknown", words.unknown());
    keys.flag("normalizer.lowercase", bert.lowercase());
    keys.flag("normalizer.strip_accents", bert.stripAccents());
    return checked(keys);
  }

  static TokenizerException unsaid(String what, Object part) {
    return new TokenizerException(
        "GGUF cannot say the %s %s".formatted(what, part.getClass().getSimpleName()));
  }
}
