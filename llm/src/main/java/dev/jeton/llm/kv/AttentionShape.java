package dev.jeton.llm.kv;

/**
 * How one layer attends: {@code softmax(softcap · tanh(scale · q·k / softcap)) v} over the
 * positions in its window. Several heads share the keys and values of one (Ainslie et al.,
 * arXiv:2305.13245).
 *
 * @param heads of queries; a multiple of kvHeads
 * @param kvHeads of keys and values
 * @param keyDim values of a key
 * @param valueDim values of a value
 * @param scale of the products
 * @param softcap bound of the products (Gemma 2, arXiv:2408.00118, section 2); 0 for none
 * @param window how many positions a query sees, its own counted; 0 for all before it
 * @param rotation of keys and queries
 */
public record AttentionShape(
    int heads,
    int kvHeads,
    int keyDim,
    int valueDim,
    float scale,
    float softcap,
    int window,
    Rotation rotation) {

  /** Values of all keys of a position. */
  public int keyWidth() {
    return kvHeads * keyDim;
  }

  /** Values of all values of a position. */
  public int valueWidth() {
    return kvHeads * valueDim;
  }

  /** Values of all queries of a position. */
  public int queryWidth() {
    return heads * keyDim;
  }

  /** Whether a query at {@code position} sees a key at {@code other}, as far as the window goes. */
  boolean reaches(int position, int other) {
    return window == 0 || position - other < window;
  }
}
