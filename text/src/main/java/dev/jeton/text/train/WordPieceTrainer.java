package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.BertNormalizer;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.pretokenizer.BertPreTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns a WordPiece tokenizer as BERT's are used: words without spaces, tokens that go on with a
 * word begin with {@code ##}. The tokens are those that byte pair encoding merges, as in the
 * trainer of huggingface/tokenizers; the likelihood criterion of Schuster and Nakajima (2012) is
 * not used there either. Where pairs are equally frequent the reference decides by the order of a
 * hash map, which changes from run to run; here words in their order decide.
 */
public final class WordPieceTrainer implements Trainer {
  /** What begins a token that goes on with a word. */
  static final String CONTINUED = "##";

  /** Control tokens with the first ids, which BERT's own vocabulary has under these names. */
  static final List<String> CONTROL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  /**
   * What is to be learnt.
   *
   * @param size tokens in all; fewer where the texts have no more pairs
   * @param least pairs that occur less often do not merge
   * @param characters most of them, the most frequent ones
   * @param lowercase letters become small and lose their accents
   * @param specials further control tokens, behind BERT's five
   */
  public record Settings(
      int size, long least, int characters, boolean lowercase, List<String> specials) {
    public Settings {
      specials = List.copyOf(specials);
      if (size < 1 || least < 0 || characters < 1) {
        throw new TokenizerException(
            "expected a size of at least 1, a count of at least 0 and at least 1 character, found %d, %d and %d"
                .formatted(size, least, characters));
      }
    }

    /** Small letters, without bounds. */
    public Settings(int size) {
      this(size, 0, Integer.MAX_VALUE, true, List.of());
    }
  }

  private final Settings settings;
  private final Normalizer normalizer;
  private final PieceCounts pieces;

  public WordPieceTrainer(Settings settings) {
    this.settings = settings;
    boolean small = settings.lowercase();
    normalizer = new BertNormalizer(true, true, small, small);
    pieces = new PieceCounts(normalizer, new BertPreTokenizer());
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
    var words = new TreeMap<String, Long>();
    pieces.all().forEach((piece, count) -> words.put(Utf8.decode(piece.bytes()), count[0]));
    var specials = new LinkedHashSet<>(CONTROL);
    specials.addAll(settings.specials());
    var tokens = new LinkedHashSet<>(specials);
    tokens.addAll(Letters.mostFrequent(words, settings.characters()));
    var vocabulary = new ArrayList<>(tokens);
    var learner = learner(vocabulary, words);
    if (vocabulary.size() > settings.size()) {
      throw new TokenizerException(
          "expected a size of at least %d, for the alphabet and %d special tokens, found %d"
              .formatted(vocabulary.size(), specials.size(), settings.size()));
    }
    learner.learn(settings.size(), settings.least());
    return Learnt.pieces(vocabulary, specials, normalizer);
  }

  /** Adds the characters within words to {@code vocabulary}, as they come. */
  private static MergeLearner learner(List<String> vocabulary, Map<String, Long> words) {
    var ids = new HashMap<String, Integer>();
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.get(id), id);
    }
    int[][] symbols = new int[words.size()][];
    long[] counts = new long[words.size()];
    int n = 0;
    for (var word : words.entrySet()) {
      int[] characters = word.getKey().codePoints().toArray();
      int[] symbolsOfWord = new int[characters.length];
      int kept = 0;
      for (int i = 0; i < characters.length; i++) {
        var letter = Character.toString(characters[i]);
        if (ids.containsKey(letter)) {
          var token = i == 0 ? letter : CONTINUED + letter;
          if (ids.putIfAbsent(token, vocabulary.size()) == null) {
            vocabulary.add(token);
          }
          symbolsOfWord[kept++] = ids.getOrDefault(token, -1);
        }
      }
      symbols[n] = Arrays.copyOf(symbolsOfWord, kept);
      counts[n++] = word.getValue();
    }
    return new MergeLearner(vocabulary, symbols, counts, CONTINUED);
  }
}
