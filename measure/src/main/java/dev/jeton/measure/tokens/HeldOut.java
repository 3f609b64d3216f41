package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A corpus in two parts: every tenth sequence is held out, the others train. Where there are fewer
 * than ten sequences, every tenth block of 64 tokens within each (of a tenth of it, where it is
 * short) is held out, and what lies between are sequences of their own.
 */
public record HeldOut(TokenCorpus training, TokenCorpus test) {
  private static final int PARTS = 10;
  private static final int BLOCK = 64;

  /** Splits {@code corpus}; the same corpus gives the same parts. */
  public static HeldOut of(TokenCorpus corpus) {
    var training = new ArrayList<int[]>();
    var test = new ArrayList<int[]>();
    boolean few = corpus.sequences().size() < PARTS;
    for (int s = 0; s < corpus.sequences().size(); s++) {
      var ids = corpus.sequences().get(s);
      if (few) {
        int block = Math.clamp(ids.length / PARTS, 1, BLOCK);
        for (int from = 0; from < ids.length; from += PARTS * block) {
          int cut = Math.min(ids.length, from + (PARTS - 1) * block);
          training.add(Arrays.copyOfRange(ids, from, cut));
          test.add(Arrays.copyOfRange(ids, cut, Math.min(ids.length, from + PARTS * block)));
        }
      } else {
        (s % PARTS == PARTS - 1 ? test : training).add(ids);
      }
    }
    return new HeldOut(part(corpus, training), part(corpus, test));
  }

  private static TokenCorpus part(TokenCorpus corpus, List<int[]> sequences) {
    return new TokenCorpus(corpus.name(), corpus.vocabulary(), sequences);
  }
}
