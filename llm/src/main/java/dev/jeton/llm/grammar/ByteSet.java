package dev.jeton.llm.grammar;

import java.util.HashMap;
import java.util.Set;

/** A set of bytes, a bit for each. */
record ByteSet(long a, long b, long c, long d) {
  static ByteSet range(int first, int last) {
    var bits = new long[4];
    for (int i = first; i <= last; i++) {
      bits[i >> 6] |= 1L << i;
    }
    return new ByteSet(bits[0], bits[1], bits[2], bits[3]);
  }

  boolean contains(int value) {
    long bits =
        switch (value >> 6) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          default -> d;
        };
    return (bits >>> value & 1) != 0;
  }

  /** Which bytes none of these sets tells apart: a class for each, from 0. */
  static int[] classes(Set<ByteSet> sets) {
    var classes = new int[256];
    int count = 1;
    for (var set : sets) {
      var split = new HashMap<Integer, Integer>(); // class to the new one of those in the set
      var size = new int[count];
      var within = new int[count];
      for (int b = 0; b < 256; b++) {
        size[classes[b]]++;
        within[classes[b]] += set.contains(b) ? 1 : 0;
      }
      for (int b = 0; b < 256; b++) {
        int old = classes[b];
        if (set.contains(b) && within[old] < size[old]) {
          Integer next = split.get(old);
          if (next == null) {
            next = count++;
            split.put(old, next);
          }
          classes[b] = next;
        }
      }
    }
    return classes;
  }
}
