package dev.jeton.text.file;

import dev.jeton.text.Pipeline;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.decoder.ByteFallback;
import dev.jeton.text.file.SentencePieceModel.Type;
import dev.jeton.text.model.Bpe;
import dev.jeton.text.model.Unigram;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.normalizer.Precompiled;
import dev.jeton.text.normalizer.Prepend;
import dev.jeton.text.normalizer.Replace;
import dev.jeton.text.normalizer.SentencePieceNormalizer;
import dev.jeton.text.normalizer.Sequence;
import dev.jeton.text.normalizer.VisibleSpaces;
import dev.jeton.text.pretokenizer.Delimiter;
import dev.jeton.text.pretokenizer.Literal;
import dev.jeton.text.pretokenizer.Metaspace;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SpaceRuns;
import dev.jeton.text.pretokenizer.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * SentencePiece's vocabularies as keys of GGUF, whether they come from a {@code .model} or from the
 * parts of a {@code tokenizer.json}. How spaces are put in front and left out is what gives the
 * same ids.
 */
final class GgufPieces {
  static final String SPACE = "\u2581";
  private static final int NONE = -1;

  /** Takes keys that give the same ids, and refuses others. */
  interface Check {
    SequencedMap<String, GgufValue> checked(GgufKeys keys);
  }

  private final Pipeline parts;
  private final Type[] types;
  private final String[] texts;

  GgufPieces(Pipeline parts, Type[] types, String[] texts) {
    this.parts = parts;
    this.types = types;
    this.texts = texts;
    if (parts.normalizer() instanceof SentencePieceNormalizer normalizer) {
      for (var symbol : normalizer.symbols()) {
        types[parts.tokens().find(symbol)] = Type.USER_DEFINED;
      }
    }
    requirePreTokenizer();
  }

  private void requirePreTokenizer() {
    var cutter = parts.preTokenizer();
    boolean nothing = cutter == PreTokenizer.NONE || cutter instanceof SpaceRuns;
    boolean metaspace =
        cutter instanceof Metaspace space && Character.toString(space.replacement()).equals(SPACE);
    boolean atSpaces = // which the normalizer has replaced
        cutter instanceof Split split
            && split.delimiter() instanceof Literal literal
            && Utf8.decode(literal.utf8()).equals(" ");
    if (!nothing && !metaspace && !atSpaces) {
      throw GgufVocabulary.unsaid("pre-tokenizer", cutter);
    }
  }

  SequencedMap<String, GgufValue> of(Bpe bpe, Check check) {
    var rules = bpe.rules();
    if (!rules.prefix().isEmpty() || !rules.suffix().isEmpty() || rules.wholeFirst()) {
      throw new TokenizerException(
          "GGUF cannot say prefixes, suffixes and whole words of BPE over characters");
    }
    typed(rules.unknown(), rules.byteFallback());
    var order = order(bpe);
    var scores = new double[types.length];
    Arrays.fill(scores, -order.size() - 1);
    order.forEach((id, rank) -> scores[id] = -rank);
    return spaced("llama", scores, rules.unknown(), check);
  }

  SequencedMap<String, GgufValue> of(Unigram unigram, Check check) {
    double[] known = unigram.scores();
    typed(unigram.unknown(), unigram.byteFallback());
    var scores = new double[types.length];
    for (int id = 0; id < known.length; id++) {
      boolean hidden = Double.isNaN(known[id]);
      scores[id] = hidden ? 0 : known[id];
      if (hidden && types[id] == Type.NORMAL) {
        types[id] = Type.UNUSED;
      }
    }
    return spaced("t5", scores, unigram.unknown(), check);
  }

  private void typed(int unknown, boolean byteFallback) {
    if (unknown == NONE) {
      throw new TokenizerException("expected a token for what is unknown, found none");
    }
    types[unknown] = Type.UNKNOWN;
    for (int id = 0; id < types.length && byteFallback; id++) {
      if (types[id] == Type.NORMAL && ByteFallback.value(Utf8.encode(texts[id])) >= 0) {
        types[id] = Type.BYTE;
      }
    }
  }

  /**
   * By id: the ranks of tokens, of which any two neighbours that make one merge. Runs of spaces
   * have one score in SentencePiece and any order of merges elsewhere; the ids of such runs tell.
   */
  private LinkedHashMap<Integer, Integer> order(Bpe bpe) {
    var ranks = new LinkedHashMap<Integer, Integer>();
    var pairs = new HashSet<Long>();
    int last = NONE;
    for (var merge : bpe.merges()) {
      pairs.add((long) merge.left() << 32 | merge.right());
      boolean first = ranks.putIfAbsent(merge.into(), ranks.size()) == null;
      if (!first && merge.into() != last && !texts[merge.into()].replace(SPACE, "").isEmpty()) {
        throw new TokenizerException(
            "GGUF ranks tokens, but merges to '%s' have other merges between them"
                .formatted(texts[merge.into()]));
      }
      last = merge.into();
    }
    if (!bpe.ranksTokens()) {
      requireAllMerges(pairs);
    }
    return ranks;
  }

  private void requireAllMerges(HashSet<Long> pairs) {
    for (int id = 0; id < types.length; id++) {
      var text = texts[id];
      for (int cut = 1; types[id] == Type.NORMAL && cut < text.length(); cut++) {
        int left = normal(text.substring(0, cut));
        int right = normal(text.substring(cut));
        if (left >= 0 && right >= 0 && !pairs.contains((long) left << 32 | right)) {
          throw new TokenizerException(
              "GGUF merges any two tokens that make one, but '%s' and '%s' do not merge"
                  .formatted(texts[left], texts[right]));
        }
      }
    }
  }

  private int normal(String text) {
    int id = parts.tokens().find(Utf8.encode(text));
    return id >= 0 && types[id] == Type.NORMAL ? id : NONE;
  }

  /** Tries where spaces are put and left out, where the parts do not say it plainly. */
  private SequencedMap<String, GgufValue> spaced(
      String model, double[] scores, int unknown, Check check) {
    byte[] map = characterMap(parts.normalizer());
    TokenizerException refused = null;
    for (boolean prefix : new boolean[] {true, false}) {
      for (boolean remove : new boolean[] {false, true}) {
        if (parts.normalizer() instanceof SentencePieceNormalizer normalizer
            && (normalizer.spaces().dummyPrefix() != prefix
                || normalizer.spaces().removeExtra() != remove)) {
          continue;
        }
        var keys = new GgufKeys();
        keys.text("model", model);
        keys.text("pre", "default");
        keys.texts("tokens", List.of(texts));
        keys.scores(scores);
        keys.types(types);
        keys.id("unknown", unknown);
        keys.flag("add_space_prefix", prefix);
        keys.flag("remove_extra_whitespaces", remove);
        if (map.length > 0) {
          keys.bytes("precompiled_charsmap", map);
        }
        try {
          return check.checked(keys);
        } catch (TokenizerException e) {
          refused = refused == null ? e : refused;
        }
      }
    }
    throw refused == null ? new TokenizerException("GGUF cannot say the spaces") : refused;
  }

  /** Of the normalizer, which may do nothing else than GGUF says. */
  private static byte[] characterMap(Normalizer normalizer) {
    return switch (normalizer) {
      case SentencePieceNormalizer sentences -> {
        if (!sentences.spaces().escape() || sentences.spaces().asSuffix()) {
          throw new TokenizerException("GGUF cannot say spaces that stay or stand behind words");
        }
        yield sentences.map();
      }
      case Precompiled map -> map.map();
      case Prepend prepend when prepend.prefix().equals(SPACE) -> new byte[0];
      case Replace replace when isSpaces(replace) -> new byte[0];
      case VisibleSpaces spaces -> new byte[0];
      case Sequence sequence -> {
        byte[] found = {};
        for (var step : sequence.steps()) {
          byte[] map = characterMap(step);
          if (map.length > 0 && found.length > 0) {
            throw GgufVocabulary.unsaid("normalizer", normalizer);
          }
          found = map.length > 0 ? map : found;
        }
        yield found;
      }
      default -> {
        if (normalizer != Normalizer.NONE) {
          throw GgufVocabulary.unsaid("normalizer", normalizer);
        }
        yield new byte[0];
      }
    };
  }

  /** Whether several spaces become one. */
  private static boolean isSpaces(Replace replace) {
    return replace.delimiter().equals(Delimiter.regex(" {2,}"))
        && List.of(" ", SPACE).contains(replace.replacement());
  }
}
