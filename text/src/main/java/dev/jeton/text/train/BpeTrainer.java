package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteAlphabet;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Learns a BPE tokenizer from texts: add them, then take the {@code tokenizer.json}. The merges are
 * those of the trainer of huggingface/tokenizers, whatever the order of the texts and the number of
 * cores.
 */
public final class BpeTrainer implements Trainer {
  /** For characters without a token. */
  static final String UNKNOWN = "<unk>";

  /** What words are made of at first. */
  public enum Alphabet {
    /** All 256 bytes; words as GPT-2 cuts them. */
    BYTES,
    /** The characters that occur; words are cut at spaces, which are written as U+2581. */
    CHARACTERS
  }

  /**
   * What is to be learnt.
   *
   * @param size tokens in all; fewer where the texts have no more pairs
   * @param least pairs that occur less often do not merge
   * @param characters most of them, the most frequent ones; only for {@link Alphabet#CHARACTERS}
   * @param specials control tokens, with the first ids
   */
  public record Settings(
      Alphabet alphabet, int size, long least, int characters, List<String> specials) {
    public Settings {
      specials = List.copyOf(specials);
      if (size < 1 || least < 0 || characters < 1) {
        throw new TokenizerException(
            "expected a size of at least 1, a count of at least 0 and at least 1 character, found %d, %d and %d"
                .formatted(size, least, characters));
      }
    }

    /** Without special tokens and bounds. */
    public Settings(Alphabet alphabet, int size) {
      this(alphabet, size, 0, Integer.MAX_VALUE, List.of());
    }
  }

  private final Settings settings;
  private final PieceCounts pieces;

  public BpeTrainer(Settings settings) {
    this.settings = settings;
    pieces = new PieceCounts(Normalizer.NONE, preTokenizer(settings.alphabet()));
  }

  private static PreTokenizer preTokenizer(Alphabet alphabet) {
    return switch (alphabet) {
      case BYTES -> SplitPattern.GPT2.splitter();
      case CHARACTERS -> Learnt.WORDS;
    };
  }

  @Override
  public void add(String text) {
    pieces.add(text);
  }

  @Override
  public void add(InputStream in, String name) throws IOException {
    pieces.add(in, name);
  }

  @Override
  public byte[] tokenizerJson() {
    return tokenizerJson(settings.size());
  }

  /** The same with {@code size} tokens in all, from the same texts. */
  public byte[] tokenizerJson(int size) {
    var tokens = new LinkedHashSet<>(specials());
    var words = words();
    tokens.addAll(alphabet(words));
    if (tokens.size() > size) {
      throw new TokenizerException(
          "expected a size of at least %d, for the alphabet and %d special tokens, found %d"
              .formatted(tokens.size(), settings.specials().size(), size));
    }
    var vocabulary = new ArrayList<>(tokens);
    var merges = learner(vocabulary, words).learn(size, settings.least());
    return settings.alphabet() == Alphabet.BYTES
        ? Learnt.overBytes(vocabulary, merges, settings.specials())
        : Learnt.overCharacters(vocabulary, merges, specials(), UNKNOWN);
  }

  /** With that for characters without a token, where there may be such. */
  private List<String> specials() {
    var all = new ArrayList<>(settings.specials());
    if (settings.alphabet() == Alphabet.CHARACTERS && !all.contains(UNKNOWN)) {
      all.addFirst(UNKNOWN);
    }
    return all;
  }

  /** Words as they are written in the file, with their counts, in order. */
  private Map<String, Long> words() {
    var words = new TreeMap<String, Long>();
    pieces
        .all()
        .forEach(
            (piece, count) ->
                words.put(
                    settings.alphabet() == Alphabet.BYTES
                        ? ByteAlphabet.letters(piece.bytes())
                        : Utf8.decode(piece.bytes()),
                    count[0]));
    return words;
  }

  /** In the order of code points. */
  private List<String> alphabet(Map<String, Long> words) {
    return settings.alphabet() == Alphabet.CHARACTERS
        ? Letters.mostFrequent(words, settings.characters())
        : IntStream.range(0, 256)
            .map(b -> ByteAlphabet.letter((byte) b))
            .sorted()
            .mapToObj(Character::toString)
            .toList();
  }

  private static MergeLearner learner(List<String> vocabulary, Map<String, Long> words) {
    var characters = new HashMap<Integer, Integer>();
    for (int id = 0; id < vocabulary.size(); id++) {
      var token = vocabulary.get(id);
      if (token.codePointCount(0, token.length()) == 1) {
        characters.put(token.codePointAt(0), id);
      }
    }
    int[][] symbols = new int[words.size()][];
    long[] counts = new long[words.size()];
    int n = 0;
    for (var word : words.entrySet()) {
      symbols[n] =
          word.getKey()
              .codePoints()
              .map(c -> characters.getOrDefault(c, -1))
              .filter(id -> id >= 0)
              .toArray();
      counts[n++] = word.getValue();
    }
    return new MergeLearner(vocabulary, symbols, counts);
  }
}
