package dev.jeton.core;

/**
 * Every id of a level equally likely: its cost is exactly the binary logarithm of the level's size,
 * also where that is no whole number.
 */
public final class RawIdCoder implements IdCoder {
  @Override
  public void code(Layout layout, int[] ids, int count, SymbolCoder coder) {
    for (int level = 0; level < layout.levels(); level++) {
      int size = layout.vocabulary().size(level);
      int end = Math.min(layout.start(level + 1), count);
      for (int i = layout.start(level); i < end; i++) {
        ids[i] = coder.uniform(ids[i], size);
        coder.endId();
      }
    }
  }
}
