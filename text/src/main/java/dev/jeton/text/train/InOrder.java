package dev.jeton.text.train;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Numbered work on several threads, whose results are taken in the order of their numbers: what is
 * summed up does not depend on how many threads there are.
 */
final class InOrder {
  private InOrder() {}

  /** Does work 0 to {@code n} − 1; at most two results for each thread wait to be taken. */
  static <T> void run(int n, int threads, IntFunction<T> work, Consumer<T> taken) {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayDeque<Future<T>>();
      for (int i = 0; i < n; i++) {
        int number = i;
        Callable<T> one = () -> work.apply(number);
        running.add(pool.submit(one));
        if (running.size() > 2 * threads) {
          taken.accept(result(running.remove()));
        }
      }
      while (!running.isEmpty()) {
        taken.accept(result(running.remove()));
      }
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
