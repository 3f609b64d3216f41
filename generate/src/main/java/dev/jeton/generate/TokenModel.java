package dev.jeton.generate;

import dev.jeton.core.Layout;
import java.util.List;

/**
 * Predicts ids at undecided places from ids at decided ones. Immutable and safe to share between
 * threads; what a generation needs to remember is in its {@link Session}.
 */
public interface TokenModel {
  /** In place of a class: whatever the model has seen. */
  int UNCONDITIONAL = -1;

  /** The places and vocabularies that it speaks of. */
  Layout layout();

  /** How many classes may be asked for, numbered from 0; 0 where there are none. */
  int classes();

  /** Whether {@link #UNCONDITIONAL} may stand in place of a class. */
  boolean unconditional();

  /** Whether a place can be predicted only when all places before it are decided. */
  boolean causal();

  /** Logits per place: the size of the largest vocabulary among the levels. */
  default int width() {
    return layout().vocabulary().sizes().stream().mapToInt(size -> size).max().orElseThrow();
  }

  /**
   * Begins to fill several canvases, one for each condition.
   *
   * @param conditions classes or {@link #UNCONDITIONAL}
   * @throws IllegalArgumentException if there is no such class
   */
  Session open(int[] conditions);

  /** Canvases being filled; holds the caches. Not thread-safe. */
  interface Session extends AutoCloseable {

    /**
     * The logits of the asked places, given all that is decided. A session may keep what it
     * computed for earlier calls: a call costs what has changed since. Canvases are expected to
     * change only a little between calls, but any change is allowed.
     *
     * @param canvases as many as the session was opened for, in that order
     * @param positions per canvas the flat positions asked for, rising; empty where none are
     * @param logits written {@code [asked][width]}, canvas after canvas; entries beyond the
     *     vocabulary of a place's level mean nothing
     * @throws IllegalArgumentException if a causal model is asked for a place before which another
     *     is not decided
     */
    void predict(List<Canvas> canvases, int[][] positions, float[] logits);

    @Override
    void close();
  }
}
