package dev.jeton.measure.tokens;

/**
 * How far a language compresses, bits per token.
 *
 * @param uniform log2 of the vocabulary: what plain ids take
 * @param huffman without the table of the code
 * @param deflate of fixed-width ids, repetitions and table included
 * @param lempelZiv78 of ids
 * @param pairMerges merges that were made
 * @param pairSaved share of the tokens that merging saved
 * @param pairHuffman Huffman on the merged ids, per token of the language as it was; the list of
 *     merges not counted
 */
public record CompressionStatistics(
    double uniform,
    double huffman,
    double deflate,
    double lempelZiv78,
    int pairMerges,
    double pairSaved,
    double pairHuffman) {

  /**
   * Compresses a corpus of at least one token.
   *
   * @param merges most pairs that are merged
   */
  public static CompressionStatistics of(TokenCorpus corpus, int merges) {
    var merging = PairMerging.of(corpus, merges);
    var merged = merging.merged();
    return new CompressionStatistics(
        Entropy.log2(corpus.vocabulary()),
        HuffmanCode.of(corpus.counts()).bitsPerToken(),
        DeflateSize.bitsPerToken(corpus),
        LempelZiv78.of(corpus).bitsPerToken(),
        merging.merges().size(),
        PairMerging.saved(corpus, merged),
        HuffmanCode.of(merged.counts()).bitsPerToken() * merged.tokens() / corpus.tokens());
  }

  /** Share of the plain bits that a code of {@code bits} per token saves; NaN for one id. */
  public double saved(double bits) {
    return uniform == 0 ? Double.NaN : 1 - bits / uniform;
  }
}
