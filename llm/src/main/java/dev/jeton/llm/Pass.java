package dev.jeton.llm;

import dev.jeton.llm.kv.Ancestors;
import dev.jeton.llm.kv.KvCache;

/**
 * What one sequence adds to a forward pass.
 *
 * @param ids new tokens
 * @param positions one per id
 * @param mask of all rows that are pending after it, these among them
 * @param cache of the sequence; the new rows are pending in it afterwards
 * @param asked for how many of the last ids logits are wanted
 */
record Pass(int[] ids, int[] positions, Ancestors mask, KvCache cache, int asked) {

  int rows() {
    return ids.length;
  }

  /** A tree of tokens that goes on from what {@code cache} keeps; logits after each. */
  static Pass tree(int[] ids, Ancestors mask, KvCache cache) {
    var positions = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      positions[i] = cache.length() + mask.depth(i);
    }
    return new Pass(ids, positions, mask, cache, ids.length);
  }

  /** Tokens one after the other. */
  static Pass chain(int[] ids, KvCache cache, int asked) {
    var positions = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      positions[i] = cache.length() + i;
    }
    return new Pass(ids, positions, Ancestors.chain(ids.length), cache, asked);
  }
}
