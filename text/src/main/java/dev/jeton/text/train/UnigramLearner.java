package dev.jeton.text.train;

import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Learns the pieces of a Unigram tokenizer and their probabilities (Kudo 2018, arXiv:1804.10959,
 * section 3.2): from many pieces, two steps of expectation and maximization, then the pieces go
 * whose loss changes the texts' likelihood least, and so on. The constants are SentencePiece's; the
 * last pieces go by their loss too, where it keeps the most probable ones. Sums are made of the
 * same parts in the same order whatever the number of threads.
 */
final class UnigramLearner {
  private static final int PARTS = 64;
  private static final int STEPS = 2; // between two prunings
  private static final double SHRINKING = 0.75;
  private static final double LEAST = 0.5; // pieces that are expected less often go

  private final CountedWords words;
  private final int threads;
  private final int[] parts; // first words

  UnigramLearner(CountedWords words, int threads) {
    this.words = words;
    this.threads = threads;
    parts = new int[PARTS + 1];
    parts[PARTS] = words.size();
    for (int part = 1, word = 0; part < PARTS; part++) {
      long until = (long) words.bytes().length * part / PARTS;
      while (word < words.size() && words.start(word) < until) {
        word++;
      }
      parts[part] = word;
    }
  }

  /** All characters and the best {@code most} longer parts of the words. */
  PieceModel seeds(int most) {
    var seeds = SeedPieces.of(words, most);
    var characters = words.characters();
    byte[][] pieces = new byte[characters.size() + seeds.size()][];
    double[] weights = new double[pieces.length];
    int n = 0;
    for (var character : characters.entrySet()) {
      weights[n] = character.getValue();
      pieces[n++] = Utf8.encode(Character.toString(character.getKey()));
    }
    for (var seed : seeds) {
      weights[n] = seed.score();
      pieces[n++] = Utf8.encode(seed.piece());
    }
    double logOfAll = StrictMath.log(Arrays.stream(weights).sum());
    Arrays.setAll(weights, i -> StrictMath.log(weights[i]) - logOfAll);
    return PieceModel.of(pieces, weights, characters.size());
  }

  /** At most {@code size} pieces, the characters among them. */
  PieceModel learn(PieceModel seeds, int size) {
    int enough = (int) (size * 11L / 10);
    var model = seeds;
    while (true) {
      for (int step = 0; step < STEPS; step++) {
        model = maximized(model, expected(model));
      }
      int pieces = model.size();
      if (pieces <= enough) {
        return pruned(model, size);
      }
      model = pruned(model, Math.max(enough, (int) (SHRINKING * pieces)));
    }
  }

  /** How often each piece is expected in the texts. */
  double[] expected(PieceModel model) {
    double[] all = new double[model.pieces().length];
    InOrder.run(
        PARTS,
        threads,
        part -> {
          double[] expected = new double[all.length];
          var lattice = new Lattice(model);
          for (int w = parts[part]; w < parts[part + 1]; w++) {
            lattice.read(words.bytes(), words.start(w), words.start(w + 1));
            lattice.expect(words.count(w), expected);
          }
          return expected;
        },
        expected -> {
          for (int i = 0; i < all.length; i++) {
            all[i] += expected[i];
          }
        });
    return all;
  }

  /**
   * Probabilities for these counts, with a prior that likes few pieces: digamma in place of the
   * logarithm (Liang and Klein, Structured Bayesian nonparametric models, ACL 2007 tutorial).
   */
  static PieceModel maximized(PieceModel model, double[] expected) {
    double[] scores = expected.clone();
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (i < model.characters()) {
        scores[i] = Math.max(LEAST, scores[i]);
      }
      sum += scores[i] < LEAST ? 0 : scores[i];
    }
    double ofSum = Digamma.of(sum);
    Arrays.setAll(
        scores, i -> scores[i] < LEAST ? Double.NEGATIVE_INFINITY : Digamma.of(scores[i]) - ofSum);
    return model.with(scores);
  }

  /** At most {@code size} pieces: all characters, and those whose loss would be greatest. */
  PieceModel pruned(PieceModel model, int size) {
    double[] losses = losses(model);
    int[] kept =
        IntStream.concat(
                IntStream.range(0, model.characters()),
                IntStream.range(model.characters(), losses.length)
                    .filter(i -> losses[i] > Double.NEGATIVE_INFINITY)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -losses[i]))
                    .limit(Math.max(0, size - model.characters()))
                    .mapToInt(Integer::intValue)
                    .sorted())
            .toArray();
    return model.only(kept);
  }

  /**
   * How much smaller the logarithm of the texts' likelihood gets without each piece, if each word
   * is cut in its most probable way and the piece's own most probable way takes its place; −∞ for
   * pieces that no word has.
   */
  double[] losses(PieceModel model) {
    long[] used = used(model);
    double sum = Arrays.stream(used).sum();
    double logOfSum = StrictMath.log(sum);
    double[] losses = new double[used.length];
    Arrays.fill(losses, Double.NEGATIVE_INFINITY);
    int perPart = (used.length + PARTS - 1) / PARTS;
    InOrder.run(
        PARTS,
        threads,
        part -> {
          var lattice = new Lattice(model);
          int from = Math.max(model.characters(), part * perPart);
          for (int i = from; i < Math.min(used.length, (part + 1) * perPart); i++) {
            if (used[i] > 0) {
              byte[] piece = model.pieces()[i];
              lattice.read(piece, 0, piece.length);
              lattice.findBest(true);
              int[] instead = lattice.best();
              double count = used[i];
              double logOfMore = StrictMath.log(sum + count * (instead.length - 1));
              double loss = StrictMath.log(count) - logOfSum;
              for (int other : instead) {
                loss -= StrictMath.log(used[other] + count) - logOfMore;
              }
              losses[i] = count * loss;
            }
          }
          return part;
        },
        part -> {});
    return losses;
  }

  /** How often each piece is used if each word is cut in its most probable way. */
  long[] used(PieceModel model) {
    long[] all = new long[model.pieces().length];
    InOrder.run(
        PARTS,
        threads,
        part -> {
          long[] used = new long[all.length];
          var lattice = new Lattice(model);
          for (int w = parts[part]; w < parts[part + 1]; w++) {
            lattice.read(words.bytes(), words.start(w), words.start(w + 1));
            lattice.findBest(false);
            for (int piece : lattice.best()) {
              used[piece] += words.count(w);
            }
          }
          return used;
        },
        used -> {
          for (int i = 0; i < all.length; i++) {
            all[i] += used[i];
          }
        });
    return all;
  }
}
