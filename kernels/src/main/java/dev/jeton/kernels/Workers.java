package dev.jeton.kernels;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads that share out numbered tasks. The caller works too and waits only for tasks
 * that a thread has already begun, so tasks may themselves call {@link #run}. Who waits looks a
 * little longer before it sleeps: one product of a model's layer follows the other within
 * microseconds.
 */
final class Workers {
  private final int threads;
  private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final Worker[] workers;

  Workers(int threads) {
    this.threads = threads;
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i);
      workers[i].start();
    }
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
    share(new Job(tasks, 1, tasks, (from, to) -> task.accept(from)));
  }

  private void share(Job job) {
    int helpers = Math.min(threads, job.tasks) - 1;
    for (int i = 0; i < helpers; i++) {
      jobs.add(job);
    }
    for (int i = 0; i < workers.length && helpers > 0; i++) {
      if (workers[i].sleeping) {
        helpers--;
        LockSupport.unpark(workers[i]);
      }
    }
    job.run();
    job.await();
  }

  /**
   * Runs {@code task} over [0, n) in ranges of whole blocks; {@code cost} is roughly the number of
   * arithmetic operations of all of it, so that small work stays on the calling thread.
   */
  void ranges(int n, int block, double cost, Kernels.Range task) {
    int blocks = (n + block - 1) / block;
    int tasks = cost < SMALL ? 1 : Math.min(blocks, threads * 4);
    if (tasks <= 1 || threads == 1) {
      task.accept(0, n);
      return;
    }
    share(new Job(n, block, tasks, task));
  }

  /**
   * Waking a thread costs tens of microseconds: about this many operations, more where others use
   * the processors.
   */
  private static final double SMALL = 1e7;

  /** How long a thread looks before it sleeps. */
  private static final long LOOKING_NANOS = 30_000;

  private final class Worker extends Thread {
    volatile boolean sleeping;

    Worker(int number) {
      super(null, null, "jeton-kernels-" + number, 0, false);
      setDaemon(true);
    }

    @Override
    public void run() {
      long end = 0;
      while (true) {
        var job = jobs.poll();
        if (job != null) {
          job.run();
          end = System.nanoTime() + LOOKING_NANOS;
        } else if (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        } else {
          sleeping = true;
          if (jobs.isEmpty()) {
            LockSupport.park(Workers.this);
          }
          sleeping = false;
        }
      }
    }
  }

  /** Tasks over [0, n) in ranges of whole blocks. */
  private static final class Job {
    private final int n;
    private final int block;
    private final int tasks;
    private final Kernels.Range task;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private volatile @Nullable Throwable failure; // of any task

    Job(int n, int block, int tasks, Kernels.Range task) {
      this.n = n;
      this.block = block;
      this.tasks = tasks;
      this.task = task;
      this.open = new AtomicInteger(tasks);
    }

    void run() {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          task.accept(start(i), start(i + 1));
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          if (open.decrementAndGet() == 0 && Thread.currentThread() != caller) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    private int start(int i) {
      int blocks = (n + block - 1) / block;
      return (int) Math.min(n, (long) blocks * i / tasks * block);
    }

    void await() {
      boolean interrupted = false;
      long end = System.nanoTime() + LOOKING_NANOS;
      while (open.get() > 0) {
        if (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
