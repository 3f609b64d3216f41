package dev.jeton.bench.peers;

import java.lang.management.ManagementFactory;

/**
 * Elapsed time, or, for a machine that others use too and work on one thread, the CPU time of the
 * calling thread.
 */
enum Stopwatch {
  WALL {
    @Override
    double seconds() {
      return System.nanoTime() * 1e-9;
    }
  },
  CPU {
    @Override
    double seconds() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
    }
  };

  /**
   * The one that is asked for.
   *
   * @throws IllegalArgumentException if CPU time of one thread would be counted where more work
   */
  static Stopwatch of(boolean cpu, int threads) {
    if (cpu && threads > 1) {
      throw new IllegalArgumentException("--cpu counts one thread: give --threads 1");
    }
    return cpu ? CPU : WALL;
  }

  abstract double seconds();
}
