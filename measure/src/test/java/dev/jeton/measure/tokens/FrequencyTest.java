package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rank and frequency: Zipf, power law, Yule–Simon, Benford. */
class FrequencyTest {
  @Test
  void ngramsByHand() {
    var corpus = new TokenCorpus("c", 3, List.of(new int[] {0, 1, 0, 1, 2}, new int[] {1, 2}));
    assertArrayEquals(new long[] {3, 2, 2}, RankFrequency.of(corpus, 1).counts());
    assertArrayEquals(new long[] {2, 2, 1}, RankFrequency.of(corpus, 2).counts());
    assertArrayEquals(new long[] {1, 1, 1}, RankFrequency.of(corpus, 3).counts());
    assertEquals(0, RankFrequency.of(corpus, 6).types());
    assertThrows(IllegalArgumentException.class, () -> new RankFrequency(new long[] {1, 2}));
  }

  /** Counts that follow the law exactly give its exponent back in all three fits. */
  @Test
  void exactZipfCounts() {
    var counts = IntStream.rangeClosed(1, 50).mapToLong(r -> Math.round(1e15 / r / r)).toArray();
    var ranks = RankFrequency.of(counts);
    assertEquals(2, ZipfFit.maximumLikelihood(ranks).exponent(), 1e-9);
    assertEquals(0, ZipfFit.maximumLikelihood(ranks).distance(), 1e-9);
    assertEquals(2, ZipfFit.leastSquares(ranks).exponent(), 1e-9);
    assertEquals(0, ZipfFit.withShift(ranks).shift(), 1e-3);
  }

  @Test
  void exactShiftedCounts() {
    var counts =
        IntStream.rangeClosed(1, 200)
            .mapToLong(r -> Math.round(1e15 * Math.pow(r + 7.5, -1.3)))
            .toArray();
    var fit = ZipfFit.withShift(RankFrequency.of(counts));
    assertEquals(1.3, fit.exponent(), 1e-3);
    assertEquals(7.5, fit.shift(), 1e-2);
    assertTrue(fit.distance() < 1e-4);
  }

  /** Two types: p(1) / p(2) = 2^s. */
  @Test
  void twoTypesByHand() {
    assertEquals(
        3, ZipfFit.maximumLikelihood(new RankFrequency(new long[] {8, 1})).exponent(), 1e-9);
    assertEquals(
        0, ZipfFit.maximumLikelihood(new RankFrequency(new long[] {4, 4})).exponent(), 1e-9);
    assertTrue(Double.isNaN(ZipfFit.leastSquares(new RankFrequency(new long[] {4})).exponent()));
    assertTrue(Double.isNaN(ZipfFit.withShift(new RankFrequency(new long[] {})).exponent()));
  }

  @Test
  void sampledZipf() {
    var seed = new Seed();
    var corpus = Samples.of(1000, Samples.zipf(1000, 1.1, 200_000, seed.random()));
    var ranks = RankFrequency.of(corpus, 1);
    assertEquals(1.1, ZipfFit.maximumLikelihood(ranks).exponent(), 0.02, seed);
    assertTrue(ZipfFit.maximumLikelihood(ranks).distance() < 0.01, seed);
    double best = ZipfFit.maximumLikelihood(ranks).exponent();
    for (double off : new double[] {-0.01, 0.01}) {
      assertTrue(
          ZipfFit.logLikelihood(ranks, best, 0) > ZipfFit.logLikelihood(ranks, best + off, 0),
          seed);
    }
  }

  @Test
  void zetaOfKnownPlaces() {
    assertEquals(Math.PI * Math.PI / 6, HurwitzZeta.of(2, 1), 1e-13);
    assertEquals(1.2020569031595942, HurwitzZeta.of(3, 1), 1e-13);
    assertEquals(Math.PI * Math.PI / 2, HurwitzZeta.of(2, 0.5), 1e-12);
    assertEquals(2.612375348685488, HurwitzZeta.of(1.5, 1), 1e-12);
    assertEquals(HurwitzZeta.of(1.7, 5) + Math.pow(4, -1.7), HurwitzZeta.of(1.7, 4), 1e-13);
  }

  /** Counts drawn from the law itself, by inversion. */
  @Test
  void sampledPowerLaw() {
    var seed = new Seed();
    var all = sample(seed, 2.5, 1, 20_000);
    var law = PowerLaw.fit(RankFrequency.of(all), 1);
    assertEquals(2.5, law.exponent(), 0.05, seed);
    assertEquals(20_000, law.tail());
    assertTrue(law.distance() < 0.015, seed);
  }

  /** Below the cut-off all counts are alike; the search finds where the tail begins. */
  @Test
  void searchedCutoff() {
    var seed = new Seed();
    var tail = sample(seed, 2.2, 10, 5_000);
    var even = seed.random().longs(5_000, 1, 10).toArray();
    var both = IntStream.range(0, 10_000).mapToLong(i -> i < 5_000 ? tail[i] : even[i - 5_000]);
    var law = PowerLaw.fit(RankFrequency.of(both.toArray()));
    assertEquals(2.2, law.exponent(), 0.15, seed);
    assertTrue(law.cutoff() >= 8 && law.cutoff() <= 40, () -> law + seed.get());
  }

  @Test
  void nothingToFit() {
    assertEquals(PowerLaw.NONE, PowerLaw.fit(new RankFrequency(new long[] {})));
    assertEquals(PowerLaw.NONE, PowerLaw.fit(new RankFrequency(new long[] {3, 3, 3, 3, 3}), 3));
    assertThrows(
        IllegalArgumentException.class, () -> PowerLaw.fit(new RankFrequency(new long[] {1}), 0));
  }

  private static long[] sample(Seed seed, double exponent, long cutoff, int n) {
    double whole = HurwitzZeta.of(exponent, cutoff);
    return seed.random()
        .doubles(n)
        .mapToLong(
            u -> {
              long x = cutoff;
              double above = u * whole;
              double term = Math.pow(x, -exponent);
              while (above > term && x < 100_000) {
                above -= term;
                term = Math.pow(++x, -exponent);
              }
              return x;
            })
        .toArray();
  }

  @Test
  void logGammaOfKnownPlaces() {
    assertEquals(0, LogGamma.of(1), 1e-12);
    assertEquals(Math.log(24), LogGamma.of(5), 1e-12);
    assertEquals(Math.log(Math.PI) / 2, LogGamma.of(0.5), 1e-12);
    assertEquals(359.1342053695754, LogGamma.of(100), 1e-9);
  }

  /** Simon's process: with probability 1/(1 + 1/ρ)… drawn as geometric with exponential rate. */
  @Test
  void sampledYuleSimon() {
    var seed = new Seed();
    double rho = 1.7;
    var counts = new long[30_000];
    for (int i = 0; i < counts.length; i++) {
      double rate = -Math.log(1 - seed.random().nextDouble()) / rho;
      double stop = Math.exp(-rate); // geometric with p = e^-rate
      double u = seed.random().nextDouble();
      counts[i] = stop > 1 - 1e-15 ? 1 : 1 + (long) Math.floor(Math.log(1 - u) / Math.log1p(-stop));
    }
    var fit = YuleSimon.fit(RankFrequency.of(counts));
    assertEquals(rho, fit.exponent(), 0.06, seed);
    assertTrue(fit.distance() < 0.01, seed);
  }

  @Test
  void benfordsLaw() {
    assertEquals(1, IntStream.rangeClosed(1, 9).mapToDouble(LeadingDigits::law).sum(), 1e-12);
    var decades =
        IntStream.range(0, 3000)
            .mapToLong(i -> Math.round(10 * Math.pow(10, i / 1000.0)))
            .toArray();
    assertTrue(LeadingDigits.of(RankFrequency.of(decades)).deviation() < 0.002);
    var ones = new long[40];
    Arrays.fill(ones, 100);
    var digits = LeadingDigits.of(RankFrequency.of(ones));
    assertEquals(1, digits.shares().getFirst());
    assertEquals(2 * (1 - Math.log10(2)) / 9, digits.deviation(), 1e-12);
  }
}
