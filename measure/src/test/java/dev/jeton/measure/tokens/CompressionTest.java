package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompressionTest {
  /** The textbook example: 45 13 12 16 9 5 (Cormen et al., section 16.3), 224 bits. */
  @Test
  void huffmanByHand() {
    var code = HuffmanCode.of(new long[] {45, 13, 12, 16, 9, 5});
    assertEquals(2.24, code.bitsPerToken(), 1e-12);
    assertEquals(1, code.length(0));
    assertEquals(4, code.length(4));
  }

  @Test
  void huffmanIsCompleteAndNearEntropy() {
    var seed = new Seed();
    for (int round = 0; round < 20; round++) {
      var counts = seed.random().longs(40, 0, 200).map(c -> c < 40 ? 0 : c).toArray();
      var code = HuffmanCode.of(counts);
      double kraft = 0;
      for (int id = 0; id < counts.length; id++) {
        assertEquals(counts[id] > 0, code.length(id) > 0, seed);
        kraft += counts[id] > 0 ? Math.pow(2, -code.length(id)) : 0;
      }
      assertEquals(1, kraft, 1e-12, seed);
      double entropy = Entropy.of(counts).plugIn();
      assertTrue(code.bitsPerToken() >= entropy - 1e-12, seed);
      assertTrue(code.bitsPerToken() < entropy + 1, seed);
    }
    assertEquals(0, HuffmanCode.of(new long[] {0, 7, 0}).bitsPerToken());
    assertEquals(0, HuffmanCode.of(new long[3]).bitsPerToken());
  }

  @Test
  void deflateCodesFixedWidths() {
    assertArrayEquals(new byte[] {1, 2, 0, 3}, DeflateSize.bytes(new int[] {258, 3}, 2));
    var seed = new Seed();
    double even =
        DeflateSize.bitsPerToken(Samples.of(256, Samples.even(256, 50_000, seed.random())));
    assertEquals(8, even, 0.05, seed);
    assertTrue(DeflateSize.bitsPerToken(Samples.of(300, new int[50_000])) < 0.1);
  }

  /** 0 | 0 1 | 0 1 0 | 1: phrases of 1, 2, 3 and 1 ids. */
  @Test
  void lempelZivByHand() {
    var parsed = LempelZiv78.of(Samples.of(2, 0, 0, 1, 0, 1, 0, 1));
    assertEquals(4, parsed.phrases());
    assertEquals(4 + Entropy.log2(1 * 2 * 3 * 4), parsed.bits(), 1e-12);
    assertEquals(0, LempelZiv78.of(new TokenCorpus("c", 2, List.of())).phrases());
    var same = LempelZiv78.of(Samples.of(2, new int[5050])); // 1 + 2 + … + 100
    assertEquals(100, same.phrases());
  }

  /** Gage's example: aaabdaaabac with a = 0, b = 1, c = 2, d = 3. */
  @Test
  void pairsByHand() {
    var corpus = Samples.of(4, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 2);
    var merging = PairMerging.of(corpus, 3);
    assertEquals(new PairMerging.Merge(0, 0, 2), merging.merges().getFirst());
    assertEquals(5, merging.merged().tokens()); // X d X a c
    assertEquals(3, merging.merges().size());
    assertEquals(1 - 5.0 / 11, PairMerging.saved(corpus, merging.merged()), 1e-12);
  }

  @Test
  void pairsAsBruteForce() {
    var seed = new Seed();
    for (int round = 0; round < 60; round++) {
      int vocabulary = 1 + seed.random().nextInt(4);
      var sequences = new ArrayList<int[]>();
      for (int s = 0; s < 3; s++) {
        sequences.add(Samples.even(vocabulary, seed.random().nextInt(60), seed.random()));
      }
      var corpus = new TokenCorpus("c", vocabulary, sequences);
      var fast = PairMerging.of(corpus, 12);
      var slow = slowly(corpus, 12);
      for (int s = 0; s < 3; s++) {
        assertArrayEquals(slow.get(s), fast.merged().sequences().get(s), seed);
      }
    }
  }

  private static List<int[]> slowly(TokenCorpus corpus, int limit) {
    var sequences = new ArrayList<>(corpus.sequences());
    for (int merge = 0; merge < limit; merge++) {
      var counts = new TreeMap<Long, Integer>();
      for (var ids : sequences) {
        for (int i = 0; i + 1 < ids.length; i++) {
          counts.merge(NgramCounts.key(ids[i], ids[i + 1]), 1, Integer::sum);
        }
      }
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      if (most < 2) {
        break;
      }
      long best =
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() == most)
              .findFirst()
              .orElseThrow()
              .getKey();
      int id = corpus.vocabulary() + merge;
      sequences.replaceAll(ids -> replaced(ids, best, id));
    }
    return sequences;
  }

  private static int[] replaced(int[] ids, long pair, int id) {
    var kept = new int[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      boolean hit = i + 1 < ids.length && NgramCounts.key(ids[i], ids[i + 1]) == pair;
      kept[count++] = hit ? id : ids[i];
      i += hit ? 1 : 0;
    }
    return Arrays.copyOf(kept, count);
  }

  @Test
  void savingsAgainstPlainIds() {
    var statistics = CompressionStatistics.of(Samples.of(4, 0, 1, 2, 3, 0, 1, 2, 3), 10);
    assertEquals(2, statistics.uniform());
    assertEquals(0, statistics.saved(statistics.huffman()), 1e-12);
    assertEquals(0.75, statistics.pairSaved(), 1e-12);
    assertEquals(0, statistics.pairHuffman(), 1e-12);
  }
}
