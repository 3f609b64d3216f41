package dev.jeton.llm;

import dev.jeton.llm.grammar.Grammar;
import dev.jeton.llm.grammar.TokenTrie;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Texts of a grammar drawn from random logits, by the steps that a generation takes. */
public final class GrammarRuns {
  private final byte[][] vocabulary;
  private final TokenTrie tokens;
  private final float[][] pool = new float[16][];
  private final RandomGenerator random;

  /** Tokens of this vocabulary and an end, which has the id behind them. */
  public GrammarRuns(byte[][] vocabulary, RandomGenerator random) {
    this.vocabulary = vocabulary;
    this.random = random;
    tokens = TokenTrie.of(vocabulary);
    for (int i = 0; i < pool.length; i++) {
      pool[i] = new float[2 * (vocabulary.length + 1)];
      for (int j = 0; j < pool[i].length; j++) {
        pool[i][j] = (float) random.nextGaussian();
      }
    }
  }

  /** What was written: its bytes, and how many tokens. */
  public record Written(byte[] bytes, int tokens, boolean ended) {}

  /** As many tokens of no language. */
  public int free(int most) {
    var chooser =
        new Chooser(
            Sampling.GREEDY,
            null,
            Set.of(vocabulary.length),
            new int[0],
            vocabulary.length + 1,
            random);
    for (int n = 0; n < most; n++) {
      chooser.choose(pool[random.nextInt(pool.length)], random.nextInt(100), most - n);
    }
    return most;
  }

  /** A text of at most {@code most} tokens. */
  public Written write(Grammar grammar, int most) {
    var chooser =
        new Chooser(
            Sampling.GREEDY,
            grammar.over(tokens),
            Set.of(vocabulary.length),
            new int[0],
            vocabulary.length + 1,
            random);
    var bytes = new ByteArrayOutputStream();
    for (int n = 0; n < most; n++) {
      int from = random.nextInt(vocabulary.length + 1);
      int id = chooser.choose(pool[random.nextInt(pool.length)], from, most - n);
      if (id == Chooser.END) {
        return new Written(bytes.toByteArray(), n, true);
      }
      bytes.writeBytes(vocabulary[id]);
    }
    return new Written(bytes.toByteArray(), most, false);
  }
}
