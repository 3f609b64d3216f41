package dev.jeton.bench.peers;

import java.lang.management.ManagementFactory;
import java.util.List;

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

  /** The one that the arguments of a main ask for: {@code --cpu} or nothing. */
  static Stopwatch of(List<String> arguments, int threads) {
    if (!arguments.contains("--cpu")) {
      return WALL;
    }
    if (threads > 1) {
      throw new IllegalArgumentException("--cpu counts one thread: add -Djeton.threads=1");
    }
    return CPU;
  }

  abstract double seconds();
}
