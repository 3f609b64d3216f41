package dev.jeton.cli;

import java.io.IOException;

/** One that {@code jeton llm bench} takes the time of; idle while no method runs. */
interface LlmPeer extends AutoCloseable {

  /** Seconds on the clock, and of processors. */
  record Time(double seconds, double cpu) {}

  /** With its version, where it has one. */
  String name();

  /** What opening the model took. */
  double loadSeconds();

  /** Reads {@code ids} in a session of its own. */
  Time prefill(int[] ids) throws IOException;

  /** Reads {@code ids}, then takes the time of {@code tokens} more, the likeliest each. */
  Time decode(int[] ids, int tokens) throws IOException;

  @Override
  void close();
}
