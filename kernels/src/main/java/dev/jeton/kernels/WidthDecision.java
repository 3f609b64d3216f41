package dev.jeton.kernels;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A width that is decided once: by a measurement that began in time, else by who asks first. */
final class WidthDecision {
  /** How long who asks waits for a measurement that runs. */
  static final int PATIENCE_MILLIS = 150;

  private final AtomicReference<@Nullable FutureTask<WidthChoice>> decision =
      new AtomicReference<>();

  /** Begins to measure on a thread of its own, unless the decision was made or begun. */
  void begin(Callable<WidthChoice> measurement) {
    var task = new FutureTask<>(measurement);
    if (decision.compareAndSet(null, task)) {
      Thread.ofPlatform().name("jeton-width").daemon().start(task);
    }
  }

  /** The decision, the same for ever: {@code otherwise} where no measurement made it in time. */
  WidthChoice get(WidthChoice otherwise) {
    var task = decision.get();
    if (task == null) {
      task = new FutureTask<>(() -> otherwise);
      task.run();
      if (!decision.compareAndSet(null, task)) {
        return get(otherwise);
      }
    }
    try {
      return task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
    } catch (CancellationException | ExecutionException e) {
      return otherwise;
    }
    return task.state() == Future.State.SUCCESS ? task.resultNow() : otherwise;
  }
}
