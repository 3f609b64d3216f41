package dev.jeton.llm.draft;

import dev.jeton.llm.kv.Ancestors;

/**
 * Ids that stand behind each other.
 *
 * @param ids the root first; parents before their children
 * @param parents the row of each one's parent, −1 for the root
 */
public record DraftTree(int[] ids, int[] parents) {

  /** The root alone. */
  public static DraftTree root(int id) {
    return new DraftTree(new int[] {id}, new int[] {-1});
  }

  /** How many rows. */
  public int size() {
    return ids.length;
  }

  /** The row below {@code row} that has this id, or −1. */
  public int child(int row, int id) {
    for (int i = row + 1; i < ids.length; i++) {
      if (parents[i] == row && ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /** Which row sees which. */
  public Ancestors ancestors() {
    return Ancestors.tree(parents);
  }
}
