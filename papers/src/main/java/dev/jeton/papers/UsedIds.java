package dev.jeton.papers;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Ids renumbered so that each sub-token's vocabulary holds what occurs and nothing else: a model
 * over a large codebook of which little is used then costs no more than it must.
 *
 * @param used ids that occur per sub-token, rising
 * @param renumbered {@code [places][parts]}, indices into {@code used}
 */
record UsedIds(List<int[]> used, int[] renumbered) {

  /**
   * @param ids {@code [places][parts]}
   */
  static UsedIds of(int[] ids, int parts) {
    var used = new ArrayList<int[]>();
    var renumbered = new int[ids.length];
    for (int p = 0; p < parts; p++) {
      int part = p;
      var own = new TreeSet<Integer>();
      IntStream.range(0, ids.length / parts).forEach(i -> own.add(ids[i * parts + part]));
      var sorted = own.stream().mapToInt(id -> id).toArray();
      used.add(sorted);
      for (int i = p; i < ids.length; i += parts) {
        renumbered[i] = java.util.Arrays.binarySearch(sorted, ids[i]);
      }
    }
    return new UsedIds(used, renumbered);
  }

  /** How many ids occur, per sub-token. */
  List<Integer> sizes() {
    return used.stream().map(own -> own.length).toList();
  }

  /** The ids that these indices stand for. */
  int[] original(int[] indices) {
    var ids = new int[indices.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = used.get(i % used.size())[indices[i]];
    }
    return ids;
  }
}
