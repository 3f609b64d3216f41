package dev.jeton.llm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forward passes that several sessions of one model share: weights are read once for all of them.
 * Sessions join and leave between passes. Safe to share between threads; a session is still for one
 * thread at a time.
 *
 * <p>Logits are those of the sessions alone within rounding: sums run in another order.
 */
public final class Batch {
  private static final int ROWS = 256;

  private final Model model;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private float[] spare = {}; // of logits, guarded by waiting
  private boolean running;

  /** What one session reads, or why it did not. */
  private static final class Request {
    final Session session;
    final int[] ids;
    int done;
    boolean ended;
    @Nullable Throwable failure;

    Request(Session session, int[] ids) {
      this.session = session;
      this.ids = ids;
    }

    int left() {
      return ids.length - done;
    }

    void end(@Nullable Throwable why) {
      failure = why;
      ended = true;
    }
  }

  /** Passes of a model. */
  public Batch(Model model) {
    this.model = model;
  }

  /**
   * Each session reads its tokens, in as few passes as there is room for.
   *
   * @param more {@code more.get(i)} is for {@code sessions.get(i)}
   * @throws ModelException if tokens do not fit a session: then none of them has read any
   */
  public void append(List<Session> sessions, List<int[]> more) {
    if (sessions.size() != more.size() || new HashSet<>(sessions).size() != sessions.size()) {
      throw new IllegalArgumentException(
          "expected tokens for each of %d different sessions, found %d"
              .formatted(sessions.size(), more.size()));
    }
    var requests = new ArrayList<Request>();
    for (int i = 0; i < more.size(); i++) {
      requests.add(request(sessions.get(i), more.get(i)));
    }
    run(new ArrayDeque<>(requests));
    requests.forEach(Batch::result);
  }

  /**
   * Reads more tokens, as {@link Session#append}, in passes shared with the sessions for which
   * other threads call this at the same time.
   *
   * @throws ModelException as {@link Session#append}
   * @throws java.util.concurrent.CancellationException if the session was cancelled
   */
  public void append(Session session, int... more) {
    var request = request(session, more);
    synchronized (waiting) {
      waiting.add(request);
      boolean interrupted = false;
      while (running && !request.ended) {
        try {
          waiting.wait();
        } catch (InterruptedException e) {
          session.cancel();
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (request.ended) {
        result(request);
        return;
      }
      running = true;
    }
    lead(request);
    result(request);
  }

  /** Runs passes until {@code mine} has ended; then another thread that waits goes on. */
  private void lead(Request mine) {
    var active = new ArrayDeque<Request>();
    try {
      while (!mine.ended) {
        synchronized (waiting) {
          active.addAll(waiting);
          waiting.clear();
        }
        pass(active);
        synchronized (waiting) {
          active.removeIf(request -> request.ended);
          waiting.notifyAll();
        }
      }
    } finally {
      synchronized (waiting) {
        waiting.addAll(active);
        running = false;
        waiting.notifyAll();
      }
    }
  }

  private Request request(Session session, int[] more) {
    if (session.model() != model) {
      throw new IllegalArgumentException("expected a session of the batch's model");
    }
    session.check(more);
    var request = new Request(session, more.clone());
    request.ended = more.length == 0;
    return request;
  }

  private void run(Queue<Request> requests) {
    while (requests.stream().anyMatch(request -> !request.ended)) {
      pass(requests);
    }
  }

  /** One pass for as many requests as fit; none of a session twice. */
  private void pass(Queue<Request> requests) {
    var some = new ArrayList<Request>();
    var passes = new ArrayList<Pass>();
    Set<Session> sessions = new HashSet<>();
    int open = (int) requests.stream().filter(request -> !request.ended).count();
    int most = Math.max(1, ROWS / Math.max(1, open));
    for (var request : requests) {
      if (request.ended || some.size() == ROWS || !sessions.add(request.session)) {
        continue;
      }
      try {
        request.session.goOn();
      } catch (RuntimeException e) {
        request.end(e);
        continue;
      }
      int count = Math.min(most, request.left());
      some.add(request);
      passes.add(request.session.pass(request.ids, request.done, count));
    }
    if (some.isEmpty()) {
      return;
    }
    int vocabulary = model.shape().vocabulary();
    float[] logits;
    synchronized (waiting) {
      logits = Workspace.room(spare, some.size(), vocabulary);
      spare = new float[0]; // another thread may run a pass too
    }
    try {
      model.transformer().forward(passes, logits, () -> {});
    } catch (RuntimeException | Error e) {
      some.forEach(request -> request.session.drop());
      some.forEach(request -> request.end(e));
      return;
    }
    for (int i = 0; i < some.size(); i++) {
      var request = some.get(i);
      try {
        request.session.take(passes.get(i), logits, i * vocabulary);
        request.done += passes.get(i).rows();
        request.ended = request.left() == 0;
      } catch (RuntimeException e) {
        request.end(e);
      }
    }
    synchronized (waiting) {
      spare = logits;
    }
  }

  private static void result(Request request) {
    switch (request.failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
