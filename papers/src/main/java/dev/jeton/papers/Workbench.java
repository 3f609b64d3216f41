package dev.jeton.papers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Data, time and memory of a recipe. Every finished cell is stored at once and never redone. */
public interface Workbench {

  /** The seeds asked for, in order. */
  List<Long> seeds();

  /** The same for the first seed alone, where settings are chosen before all seeds run. */
  Workbench firstSeed();

  /** Training time per cell; arms of one recipe get the same. */
  Duration budget();

  /**
   * The folder of data set {@code name}.
   *
   * @throws IllegalArgumentException if it is absent
   */
  Path data(String name);

  /**
   * The thing that {@code key} describes in full, made once and then read back.
   *
   * @param key everything the thing depends on; the file's name is a hash of it
   */
  <T> T cached(String key, Format<T> format, Maker<T> maker);

  /**
   * Arm {@code name} over all seeds: stored cells are taken, missing ones run; those that another
   * process is running, or that are not to be run now, are passed over until a number of the arm is
   * asked for.
   *
   * @param data names of the data sets read; the hash of their content is stored
   */
  Arm arm(String name, List<String> data, Run run);

  /** Tells whoever waits how far a cell is. */
  void note(String line);

  /** The work of one cell. */
  interface Run {
    /** Runs with {@code seed} and returns what was measured, by name. */
    Map<String, Double> measure(long seed) throws Exception;
  }

  /** Makes what is not cached yet. */
  interface Maker<T> {
    T make() throws Exception;
  }

  /** How a cached thing is kept on disk. */
  interface Format<T> {
    void write(T value, Path file) throws Exception;

    T read(Path file) throws Exception;
  }
}
