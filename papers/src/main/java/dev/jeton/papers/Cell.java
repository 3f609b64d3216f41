package dev.jeton.papers;

import java.util.Map;
import java.util.TreeMap;

/**
 * One finished run of one arm with one seed, as it is stored.
 *
 * @param arm name of the arm; says everything that distinguishes it from the others
 * @param seed of all randomness in the run
 * @param numbers what was measured, by name
 * @param budgetMinutes training time that it was given
 * @param minutes wall time that it took
 * @param load load average of the machine when it began; negative where the system has none
 * @param data first 16 hex digits of the SHA-256 over the data sets named: each file's name and
 *     content
 * @param commit of the code that ran, with a + where it was changed
 * @param machine processor, cores, memory and JDK in words
 * @param date of its end, UTC, ISO 8601
 */
public record Cell(
    String arm,
    long seed,
    Map<String, Double> numbers,
    double budgetMinutes,
    double minutes,
    double load,
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
