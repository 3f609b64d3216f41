package dev.jeton.torch;

import java.util.SequencedMap;

/** Changes parameters by their gradients; {@link #state()} and {@link #restore} carry it over. */
public interface Optimizer extends AutoCloseable {

  /** Constants that say which optimizer it is. */
  interface Settings {
    /** One that changes all of {@code parameters} that have gradients. */
    Optimizer of(Parameters parameters);
  }

  /** Steps done. */
  long steps();

  /** Changes all parameters by their gradients at this learning rate, and forgets the gradients. */
  void step(double rate);

  /** What it remembers, as flat arrays by name. */
  SequencedMap<String, float[]> state();

  /** Goes on from {@code state} after {@code steps} steps. */
  void restore(SequencedMap<String, float[]> state, long steps);

  /** Frees what it remembers. */
  @Override
  void close();
}
