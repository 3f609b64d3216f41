package dev.jeton.llm;

/**
 * What may come next in a text that must be of some language. It follows one text; not thread-safe.
 */
public interface Constraint {
  /**
   * Sets the logits of ids that would lead out of the language to minus infinity.
   *
   * @param logits {@code [vocabulary]}
   * @param ends ids that end a text: their logits stay where it may end, else they go too
   * @return whether there is an id that goes on
   */
  boolean mask(float[] logits, int[] ends);

  /** Whether the text may end here. */
  boolean mayEnd();

  /**
   * Whether after {@code id} the text can end with at most {@code left} tokens more.
   *
   * @param id one that {@link #mask} left
   */
  boolean fits(int id, int left);

  /** As {@link #mask}, and forbids too what does not fit. */
  boolean mask(float[] logits, int[] ends, int left);

  /** Goes on by one token, one that {@link #mask} left. */
  void accept(int id);

  /** One that goes on from here on its own. */
  Constraint fork();
}
