package dev.jeton.measure.tokens;

/**
 * Incremental parsing (Ziv and Lempel, Compression of individual sequences via variable-rate
 * coding, 1978): each phrase is the longest earlier phrase and one id more.
 *
 * @param phrases their number; the last may repeat an earlier one
 * @param bits what they take: phrase number p names one of p phrases (the empty one among them) by
 *     log2 p bits and its last id by log2 of the vocabulary
 * @param tokens that were parsed
 */
public record LempelZiv78(int phrases, double bits, int tokens) {

  /** Parses the sequences one after the other; a phrase ends where its sequence ends. */
  public static LempelZiv78 of(TokenCorpus corpus) {
    var dictionary = new LongIndex();
    double bits = 0;
    int phrases = 0;
    int tokens = 0;
    double idBits = Entropy.log2(corpus.vocabulary());
    for (var ids : corpus.sequences()) {
      int at = 0; // phrase that is being read: 0 is the empty one, else number + 1
      for (int i = 0; i < ids.length; i++) {
        long key = NgramCounts.key(at, ids[i]);
        int known = dictionary.find(key);
        if (known >= 0 && i + 1 < ids.length) {
          at = known + 1;
          continue;
        }
        bits += Entropy.log2(dictionary.size() + 1) + idBits;
        phrases++;
        dictionary.intern(key);
        at = 0;
      }
      tokens += ids.length;
    }
    return new LempelZiv78(phrases, bits, tokens);
  }

  /** NaN where there are no tokens. */
  public double bitsPerToken() {
    return bits / tokens;
  }
}
