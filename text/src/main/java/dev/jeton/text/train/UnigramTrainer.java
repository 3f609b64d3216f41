package dev.jeton.text.train;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.normalizer.Normalizer;
import dev.jeton.text.train.Learnt.Scored;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Learns a Unigram tokenizer: tokens with probabilities, of which a text gets the most probable
 * ones (Kudo 2018, arXiv:1804.10959). Words are cut at spaces, which are written as U+2581. The
 * same texts give the same file, whatever their order and the number of cores; it is not the file
 * of another trainer, because sums of floating-point numbers decide.
 */
public final class UnigramTrainer implements Trainer {
  /** For characters without a token; always the first. */
  static final String UNKNOWN = "<unk>";

  private static final int SEEDS = 1_000_000;

  /**
   * What is to be learnt.
   *
   * @param size tokens in all; fewer where the texts have no more
   * @param characters most of them, the most frequent ones; each is a token
   * @param specials control tokens, with the last ids: the model does not know them, so no text
   *     writes one
   */
  public record Settings(int size, int characters, List<String> specials) {
    public Settings {
      specials = List.copyOf(new LinkedHashSet<>(specials));
      if (size < 1 || characters < 1) {
        throw new TokenizerException(
            "expected a size and a number of characters of at least 1, found %d and %d"
                .formatted(size, characters));
      }
    }

    /** Without special tokens and bounds. */
    public Settings(int size) {
      this(size, Integer.MAX_VALUE, List.of());
    }
  }

  private final Settings settings;
  private final PieceCounts pieces;
  private final int threads;

  public UnigramTrainer(Settings settings) {
    this(settings, Runtime.getRuntime().availableProcessors());
  }

  UnigramTrainer(Settings settings, int threads) {
    this.settings = settings;
    this.threads = threads;
    pieces = new PieceCounts(Normalizer.NONE, Learnt.WORDS);
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
    var specials = settings.specials().stream().filter(s -> !s.equals(UNKNOWN)).toList();
    var words = CountedWords.of(pieces.all(), settings.characters());
    int least = words.characters().size() + specials.size() + 1;
    if (settings.size() < least) {
      throw new TokenizerException(
          "expected a size of at least %d, for %d characters, %d special tokens and the unknown one, found %d"
              .formatted(least, words.characters().size(), specials.size(), settings.size()));
    }
    var learner = new UnigramLearner(words, threads);
    int size = settings.size() - specials.size() - 1;
    var model = learner.learn(learner.seeds(SEEDS), size);
    return Learnt.scored(vocabulary(model, specials), specials);
  }

  /** The unknown token, then the most probable ones first; no text gives a control token. */
  private static List<Scored> vocabulary(PieceModel model, List<String> specials) {
    var scored = new ArrayList<Scored>();
    for (int i = 0; i < model.pieces().length; i++) {
      scored.add(new Scored(Utf8.decode(model.pieces()[i]), rounded(model.scores()[i])));
    }
    scored.sort(Comparator.comparingDouble(one -> -one.score()));
    var vocabulary = new ArrayList<Scored>();
    vocabulary.add(new Scored(UNKNOWN, 0));
    scored.stream()
        .filter(one -> !one.token().equals(UNKNOWN) && !specials.contains(one.token()))
        .forEach(vocabulary::add);
    return vocabulary;
  }

  /** To nine decimals: so few digits every reader of JSON reads alike. */
  private static double rounded(double score) {
    return Math.round(score * 1e9) / 1e9;
  }
}
