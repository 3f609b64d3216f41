package dev.jeton.kernels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads that share out numbered tasks. The caller works too and waits only for tasks
 * that a thread has already begun, so tasks may themselves call {@link #run}.
 */
final class Workers {
  private final int threads;
  private final ExecutorService pool;

  Workers(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            Thread.ofPlatform().daemon().name("jeton-kernels-", 0).factory());
  }

  int threads() {
    return threads;
  }

  /** Runs task 0 to {@code tasks - 1}, in any order; returns when all are done. */
  void run(int tasks, IntConsumer task) {
    if (threads == 1 || tasks <= 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    var job = new Job(tasks, task);
    for (int i = 1; i < Math.min(threads, tasks); i++) {
      pool.execute(job);
    }
    job.run();
    job.await();
  }

  /**
   * Runs {@code task} over [0, n) in ranges of whole blocks; {@code cost} is roughly the number of
   * arithmetic operations of all of it, so that small work stays on the calling thread.
   */
  void ranges(int n, int block, double cost, Range task) {
    int blocks = (n + block - 1) / block;
    int tasks = cost < SMALL ? 1 : Math.min(blocks, threads * 4);
    if (tasks <= 1 || threads == 1) {
      task.accept(0, n);
      return;
    }
    run(
        tasks,
        i -> {
          int from = (int) ((long) blocks * i / tasks) * block;
          int to = (int) Math.min(n, (long) blocks * (i + 1) / tasks * block);
          task.accept(from, to);
        });
  }

  /**
   * Waking a thread costs tens of microseconds: about this many operations, more where others use
   * the processors.
   */
  private static final double SMALL = 2e7;

  /** Work on [from, to). */
  interface Range {
    void accept(int from, int to);
  }

  private static final class Job implements Runnable {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
      this.open = new CountDownLatch(tasks);
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          open.countDown();
        }
      }
    }

    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          open.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (failure.get()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
