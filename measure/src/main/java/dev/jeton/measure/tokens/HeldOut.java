package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A corpus in two parts: every tenth sequence is held out, the others train. Where there are fewer
 * than ten sequences, the last tenth of each is held out.
 */
public record HeldOut(TokenCorpus training, TokenCorpus test) {
  private static final int PARTS = 10;

  /** Splits {@code corpus}; the same corpus gives the same parts. */
  public static HeldOut of(TokenCorpus corpus) {
    var training = new ArrayList<int[]>();
    var test = new ArrayList<int[]>();
    boolean few = corpus.sequences().size() < PARTS;
    for (int s = 0; s < corpus.sequences().size(); s++) {
      var ids = corpus.sequences().get(s);
      if (few) {
        int cut = ids.length - ids.length / PARTS;
        training.add(Arrays.copyOf(ids, cut));
        test.add(Arrays.copyOfRange(ids, cut, ids.length));
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
