package dev.jeton.text.train;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The characters that words are made of. */
final class Letters {
  private Letters() {}

  /** The {@code most} most frequent characters, in the order of code points. */
  static List<String> mostFrequent(Map<String, Long> words, int most) {
    var counts = new TreeMap<Integer, Long>();
    words.forEach(
        (word, count) -> word.codePoints().forEach(c -> counts.merge(c, count, Long::sum)));
    return counts.keySet().stream()
        .sorted(Comparator.comparingLong(c -> -counts.getOrDefault(c, 0L)))
        .limit(most)
        .sorted()
        .map(Character::toString)
        .toList();
  }
}
