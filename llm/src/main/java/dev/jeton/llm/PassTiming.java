package dev.jeton.llm;

import dev.jeton.llm.draft.PassCosts;
import dev.jeton.llm.kv.Ancestors;
import java.util.Arrays;

/** Measures forward passes over several rows. */
public final class PassTiming {
  private static final int[] ROWS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};
  private static final int TIMES = 5;

  private PassTiming() {}

  /**
   * What passes cost behind what {@code session} has read, which stays as it is. The least of a few
   * times counts.
   *
   * @param seconds after which no larger passes are measured
   */
  public static PassCosts measure(Session session, double seconds) {
    session.model().awaitArranged();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    var fork = session.fork();
    int room = Math.min(fork.context() - fork.length(), ROWS[ROWS.length - 1]);
    if (room < 2) {
      return PassCosts.proportional();
    }
    int vocabulary = session.model().shape().vocabulary();
    var ids = new int[room];
    for (int i = 0; i < room; i++) {
      ids[i] = (int) (i * 7919L % vocabulary);
    }
    once(fork, Arrays.copyOf(ids, 2)); // what is made at first
    var times = new double[ROWS.length];
    int known = 0;
    while (known < ROWS.length && ROWS[known] <= room && (known < 2 || System.nanoTime() < end)) {
      var part = Arrays.copyOf(ids, ROWS[known]);
      times[known] = once(fork, part);
      for (int i = 1; i < TIMES && System.nanoTime() < end; i++) {
        times[known] = Math.min(times[known], once(fork, part));
      }
      known++;
    }
    return new PassCosts(Arrays.copyOf(ROWS, known), Arrays.copyOf(times, known));
  }

  private static double once(Session session, int[] ids) {
    var parents = new int[ids.length];
    Arrays.setAll(parents, i -> (i + 1) / 2 - 1);
    int length = session.length();
    long from = System.nanoTime();
    if (ids.length == 1) { // as plain decoding does it
      session.append(ids);
      double seconds = (System.nanoTime() - from) / 1e9;
      session.truncate(length);
      return seconds;
    }
    session.look(ids, Ancestors.tree(parents));
    session.keep();
    return (System.nanoTime() - from) / 1e9;
  }
}
