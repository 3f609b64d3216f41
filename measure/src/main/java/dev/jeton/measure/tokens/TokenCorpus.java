package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sample of a token language: sequences of ids, such as the pictures of a collection or the lines
 * of a text. Nothing reaches over the end of a sequence.
 *
 * @param name of the language
 * @param vocabulary number of ids that could occur, at least 1
 * @param sequences ids of 0..vocabulary - 1; not copied
 */
public record TokenCorpus(String name, int vocabulary, List<int[]> sequences) {
  public TokenCorpus {
    sequences = List.copyOf(sequences);
    if (vocabulary < 1) {
      throw new IllegalArgumentException("expected at least 1 id, found " + vocabulary);
    }
    for (int s = 0; s < sequences.size(); s++) {
      for (int id : sequences.get(s)) {
        if (id < 0 || id >= vocabulary) {
          throw new IllegalArgumentException(
              "expected ids of 0..%d, found %d in sequence %d of %s"
                  .formatted(vocabulary - 1, id, s, name));
        }
      }
    }
  }

  /** Number of tokens in all sequences. */
  public int tokens() {
    return Math.toIntExact(sequences.stream().mapToLong(ids -> ids.length).sum());
  }

  /** Number of distinct ids that occur. */
  public int types() {
    return (int) Arrays.stream(counts()).filter(count -> count > 0).count();
  }

  /** How often each id occurs, {@code [vocabulary]}. */
  public long[] counts() {
    var counts = new long[vocabulary];
    for (var ids : sequences) {
      for (int id : ids) {
        counts[id]++;
      }
    }
    return counts;
  }

  /** All ids one after the other. */
  public int[] flat() {
    var flat = new int[tokens()];
    int at = 0;
    for (var ids : sequences) {
      System.arraycopy(ids, 0, flat, at, ids.length);
      at += ids.length;
    }
    return flat;
  }

  /** The first {@code limit} tokens; the last sequence may be cut. */
  public TokenCorpus first(int limit) {
    var kept = new ArrayList<int[]>();
    int rest = limit;
    for (var ids : sequences) {
      if (rest > 0) {
        kept.add(ids.length <= rest ? ids : Arrays.copyOf(ids, rest));
        rest -= Math.min(rest, ids.length);
      }
    }
    return new TokenCorpus(name, vocabulary, kept);
  }

  /**
   * The sequences cut into pieces of exactly {@code length} tokens; what is left over is dropped.
   */
  public TokenCorpus pieces(int length) {
    var pieces = new ArrayList<int[]>();
    for (var ids : sequences) {
      for (int from = 0; from + length <= ids.length; from += length) {
        pieces.add(Arrays.copyOfRange(ids, from, from + length));
      }
    }
    return new TokenCorpus(name, vocabulary, pieces);
  }

  /** At most {@code limit} sequences, evenly spread over the corpus. */
  public TokenCorpus spread(int limit) {
    int all = sequences.size();
    if (all <= limit) {
      return this;
    }
    var kept = new ArrayList<int[]>();
    for (int i = 0; i < limit; i++) {
      kept.add(sequences.get((int) ((long) i * all / limit)));
    }
    return new TokenCorpus(name, vocabulary, kept);
  }

  /** The same ids in random order over the whole corpus; lengths of sequences stay. */
  public TokenCorpus shuffled(RandomGenerator random) {
    var flat = flat();
    for (int i = flat.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int id = flat[i];
      flat[i] = flat[j];
      flat[j] = id;
    }
    var shuffled = new ArrayList<int[]>();
    int at = 0;
    for (var ids : sequences) {
      shuffled.add(Arrays.copyOfRange(flat, at, at + ids.length));
      at += ids.length;
    }
    return new TokenCorpus(name, vocabulary, shuffled);
  }
}
