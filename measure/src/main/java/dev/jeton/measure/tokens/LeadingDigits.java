package dev.jeton.measure.tokens;

import java.util.List;
import java.util.stream.IntStream;

/**
 * First digits of the counts of types, against Benford's law p(d) = log10(1 + 1/d) (Benford 1938).
 *
 * @param shares of the digits 1 to 9; NaN where there are no types
 * @param deviation mean of |share − law| over the nine digits; below 0.006 is called close, above
 *     0.015 no conformity (Nigrini 2012)
 */
public record LeadingDigits(List<Double> shares, double deviation) {

  /** Of the counts of all types. */
  public static LeadingDigits of(RankFrequency counts) {
    var found = new double[10];
    for (long count : counts.counts()) {
      long rest = count;
      while (rest > 9) {
        rest /= 10;
      }
      found[(int) rest]++;
    }
    var shares =
        IntStream.rangeClosed(1, 9).mapToObj(digit -> found[digit] / counts.types()).toList();
    double deviation =
        IntStream.rangeClosed(1, 9)
            .mapToDouble(digit -> Math.abs(shares.get(digit - 1) - law(digit)))
            .average()
            .orElseThrow();
    return new LeadingDigits(shares, deviation);
  }

  /** Benford's share of {@code digit}, 1..9. */
  public static double law(int digit) {
    return Math.log10(1 + 1.0 / digit);
  }
}
