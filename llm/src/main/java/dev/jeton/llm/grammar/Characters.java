package dev.jeton.llm.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A set of characters: code points without surrogates. Immutable. */
final class Characters {
  static final Characters NONE = new Characters(new int[0]);
  static final Characters ALL = of(0, 0x10ffff);

  private final int[] bounds; // first, last, first, last … rising, with gaps between

  private Characters(int[] bounds) {
    this.bounds = bounds;
  }

  /** All from {@code first} to {@code last}. */
  static Characters of(int first, int last) {
    var at = new Builder();
    at.add(first, Math.min(last, 0xd7ff));
    at.add(Math.max(first, 0xe000), last);
    return at.build();
  }

  /** Those of {@code text}. */
  static Characters of(String text) {
    var all = NONE;
    for (int c : text.codePoints().toArray()) {
      all = all.or(of(c, c));
    }
    return all;
  }

  /** All of these ranges, which are apart and rise. */
  static Characters ofRanges(List<int[]> ranges) {
    var at = new Builder();
    ranges.forEach(range -> at.add(range[0], range[1]));
    return at.build();
  }

  /** Those that {@code test} takes. */
  static Characters where(IntPredicate test) {
    var at = new Builder();
    for (int c = 0; c <= 0x10ffff; c++) {
      if (test.test(c) && (c < 0xd800 || c > 0xdfff)) {
        at.add(c, c);
      }
    }
    return at.build();
  }

  Characters or(Characters other) {
    var starts = new long[(bounds.length + other.bounds.length) / 2];
    int n = 0;
    for (var set : new Characters[] {this, other}) {
      for (int i = 0; i < set.bounds.length; i += 2) {
        starts[n++] = (long) set.bounds[i] << 32 | set.bounds[i + 1];
      }
    }
    Arrays.sort(starts);
    var at = new Builder();
    for (long range : starts) {
      at.add((int) (range >>> 32), (int) range);
    }
    return at.build();
  }

  Characters not() {
    var at = new Builder();
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      at.addCharacters(next, bounds[i] - 1);
      next = bounds[i + 1] + 1;
    }
    at.addCharacters(next, 0x10ffff);
    return at.build();
  }

  Characters and(Characters other) {
    var at = new Builder();
    int mine = 0;
    int its = 0;
    while (mine < bounds.length && its < other.bounds.length) {
      int last = Math.min(bounds[mine + 1], other.bounds[its + 1]);
      at.add(Math.max(bounds[mine], other.bounds[its]), last);
      if (bounds[mine + 1] == last) {
        mine += 2;
      } else {
        its += 2;
      }
    }
    return at.build();
  }

  Characters minus(Characters other) {
    return and(other.not());
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean contains(int character) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (character >= bounds[i] && character <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }

  boolean containsAll(Characters other) {
    return other.minus(this).isEmpty();
  }

  /** First, last, first, last …, rising. */
  int[] bounds() {
    return bounds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Characters set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** Takes ranges in rising order of their first characters. */
  private static final class Builder {
    private int[] bounds = new int[4];
    private int n;

    void addCharacters(int first, int last) {
      add(first, Math.min(last, 0xd7ff));
      add(Math.max(first, 0xe000), last);
    }

    void add(int first, int last) {
      if (first > last) {
        return;
      }
      if (n > 0 && first <= bounds[n - 1] + 1) {
        bounds[n - 1] = Math.max(bounds[n - 1], last);
        return;
      }
      if (n == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * n);
      }
      bounds[n++] = first;
      bounds[n++] = last;
    }

    Characters build() {
      return new Characters(Arrays.copyOf(bounds, n));
    }
  }
}
