package dev.jeton.measure.tokens;

import java.util.List;

/**
 * Frequency and innovation of a language's n-grams.
 *
 * @param n ids in a row
 * @param types distinct n-grams
 * @param zipf exponent of largest likelihood
 * @param zipfShifted the same with Mandelbrot's shift
 * @param zipfLine least squares in log–log scale
 * @param powerLaw of the counts, cut-off searched
 * @param yuleSimon of the counts
 * @param leadingDigits of the counts
 * @param heapsScale K of Heaps' law
 * @param heapsExponent β of Heaps' law
 * @param newPerSequence mean number of new types in the last tenth of the sequences
 * @param novelty share of a held-out tenth's n-grams that the other nine lack
 * @param ranks for a plot
 * @param growth for a plot
 */
public record NgramStatistics(
    int n,
    int types,
    ZipfFit zipf,
    ZipfFit zipfShifted,
    ZipfFit zipfLine,
    PowerLaw powerLaw,
    YuleSimon yuleSimon,
    LeadingDigits leadingDigits,
    double heapsScale,
    double heapsExponent,
    double newPerSequence,
    double novelty,
    List<RankFrequency.Point> ranks,
    List<TypeGrowth.Point> growth) {

  /**
   * Counts and fits.
   *
   * @param n at least 1
   */
  public static NgramStatistics of(TokenCorpus corpus, HeldOut parts, int n) {
    var counts = RankFrequency.of(corpus, n);
    var growth = TypeGrowth.of(corpus, n);
    int sequences = growth.newPerSequence().size();
    return new NgramStatistics(
        n,
        counts.types(),
        ZipfFit.maximumLikelihood(counts),
        ZipfFit.withShift(counts),
        ZipfFit.leastSquares(counts),
        PowerLaw.fit(counts),
        YuleSimon.fit(counts),
        LeadingDigits.of(counts),
        growth.scale(),
        growth.exponent(),
        growth.newPerSequence().stream()
            .skip(sequences - Math.ceilDiv(sequences, 10))
            .mapToInt(Integer::intValue)
            .average()
            .orElse(Double.NaN),
        NgramNovelty.of(parts, n),
        counts.curve(),
        growth.curve());
  }
}
