package dev.jeton.generate;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which undecided places are predicted at each step, and which predictions stay. */
public interface DecodingOrder {

  /** How many steps it takes to decide {@code places}, if it knows; else an estimate. */
  int steps(int places);

  /**
   * Flat positions to predict now, rising; empty when the canvas is done.
   *
   * @param step from 0
   */
  int[] ask(Canvas canvas, int step);

  /**
   * Which predictions to keep, as indices into {@code confidence}; at least one.
   *
   * @param confidence logarithm of the probability of the id drawn at each asked place
   * @param random of this canvas
   */
  default int[] keep(Canvas canvas, int step, float[] confidence, RandomGenerator random) {
    return IntStream.range(0, confidence.length).toArray();
  }
}
