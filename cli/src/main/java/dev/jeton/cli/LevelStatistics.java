package dev.jeton.cli;

import dev.jeton.core.Tokens;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The ids of one level in numbers.
 *
 * @param vocabulary distinct ids that could occur
 * @param ids that are there
 * @param used distinct ids that do occur
 * @param perplexity {@code 2^entropy}: how many equally frequent ids would be as hard to guess
 * @param entropy of the ids' frequencies, bits per id
 * @param rawBits of all ids written plainly, {@code ids * log2(vocabulary)}
 * @param codedBits of all ids in the codec's entropy coder
 */
record LevelStatistics(
    int level,
    String grid,
    int vocabulary,
    int ids,
    int used,
    double perplexity,
    double entropy,
    double rawBits,
    double codedBits) {

  /**
   * Counts one level.
   *
   * @param bits what the coder spends on each id, {@code [tokens.length()]}
   */
  static LevelStatistics of(Tokens.Ids tokens, int level, double[] bits) {
    var layout = tokens.layout();
    int from = layout.start(level);
    int to = Math.min(layout.start(level + 1), tokens.length());
    int size = layout.vocabulary().size(level);
    var counts = new int[size];
    for (int i = from; i < to; i++) {
      counts[tokens.ids()[i]]++;
    }
    double entropy = entropy(counts, to - from);
    return new LevelStatistics(
        level,
        layout.extent(level).toString(),
        size,
        to - from,
        (int) IntStream.of(counts).filter(count -> count > 0).count(),
        Math.pow(2, entropy),
        entropy,
        (to - from) * layout.vocabulary().bits(level),
        Arrays.stream(bits, from, to).sum());
  }

  private static double entropy(int[] counts, int total) {
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double p = (double) count / total;
        bits -= p * Math.log(p) / Math.log(2);
      }
    }
    return bits;
  }

  @Override
  public String toString() {
    return "  %5d %9s %13d %9d %9d %11.1f %11.2f %9.2f"
        .formatted(level, grid, vocabulary, ids, used, perplexity, entropy, codedBits / ids);
  }
}
