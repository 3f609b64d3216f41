package dev.jeton.papers;

import java.util.Map;
import java.util.TreeMap;

/**
 * One finished run of one arm with one seed, as it is stored.
 *
 * @param arm name of the arm; says everything that distinguishes it from the others
 * @param seed of all randomness in the run
 * @param numbers what was measured, by name
 * @param minutes wall time
 * @param data first 16 hex digits of the SHA-256 over the data read
 * @param commit of the code that ran
 * @param machine processor, cores and memory in words
 * @param date UTC, ISO 8601
 */
public record Cell(
    String arm,
    long seed,
    Map<String, Double> numbers,
    double minutes,
    String data,
    String commit,
    String machine,
    String date) {
  public Cell {
    numbers = Map.copyOf(numbers);
  }

  /** The numbers in order of their names. */
  public Map<String, Double> sortedNumbers() {
    return new TreeMap<>(numbers);
  }
}
