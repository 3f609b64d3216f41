package dev.jeton.testkit;

import dev.jeton.core.Layout;
import dev.jeton.core.Tokens;

/** Made-up tokens. */
public final class Ids {
  private Ids() {}

  /** Chooses an id of {@code level}, in {@code [0, size)}. */
  @FunctionalInterface
  public interface Choice {
    int id(int level, int size);
  }

  /** The first {@code length} tokens of {@code layout}, chosen one by one in coding order. */
  public static Tokens.Ids of(Layout layout, int length, Choice choice) {
    var ids = new int[length];
    for (int level = 0; level < layout.levels(); level++) {
      int end = Math.min(length, layout.start(level + 1));
      for (int i = layout.start(level); i < end; i++) {
        ids[i] = choice.id(level, layout.vocabulary().size(level));
      }
    }
    return new Tokens.Ids(layout, ids);
  }
}
