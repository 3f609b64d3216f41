package dev.jeton.bench.peers;

/** One contestant: does the work a number of times and says how long that took. */
interface Arm {
  double seconds(int repeats);

  /** An arm in this process. */
  static Arm here(Stopwatch watch, Runnable work) {
    return repeats -> {
      double start = watch.seconds();
      for (int i = 0; i < repeats; i++) {
        work.run();
      }
      return watch.seconds() - start;
    };
  }
}
