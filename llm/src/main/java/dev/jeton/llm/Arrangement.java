package dev.jeton.llm;

import java.lang.foreign.Arena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies a large model's matrices in an order that is fast, one after the other, while the model is
 * used already: until a matrix's turn comes, it is read where it lies. The thread is one of its
 * own, so that a pass keeps the threads that share its work.
 */
final class Arrangement implements AutoCloseable {
  private final List<ArrangedMatrix> matrices;
  private final @Nullable Arena arena;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable ModelException failure;

  /**
   * Begins.
   *
   * @param matrices in the order in which a pass reads them
   * @param arena of the copies, or none: in the heap
   */
  static Arrangement start(List<ArrangedMatrix> matrices, @Nullable Arena arena) {
    var arrangement = new Arrangement(matrices, arena);
    arrangement.thread.start();
    return arrangement;
  }

  /** Of a model whose matrices are what they will be. */
  static Arrangement none() {
    return new Arrangement(List.of(), null);
  }

  private Arrangement(List<ArrangedMatrix> matrices, @Nullable Arena arena) {
    this.matrices = List.copyOf(matrices);
    this.arena = arena;
    thread = Thread.ofPlatform().daemon().name("jeton-arrangement").unstarted(this::run);
  }

  private void run() {
    for (var matrix : matrices) {
      if (stopped) {
        return;
      }
      try {
        matrix.arrange(arena, () -> stopped);
      } catch (ModelException e) {
        failure = failure == null ? e : failure; // a pass finds it too
      } catch (OutOfMemoryError e) {
        return; // what is left stays where it lies
      }
    }
  }

  /** Whether it came to its end. */
  boolean done() {
    return !thread.isAlive();
  }

  /**
   * Waits for the end, or an interrupt, which is left standing.
   *
   * @throws ModelException if a scale is no number
   */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Stops, and returns when nothing reads or writes the matrices any more. */
  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
