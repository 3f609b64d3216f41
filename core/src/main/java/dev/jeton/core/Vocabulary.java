package dev.jeton.core;

import java.util.Arrays;
import java.util.List;

/**
 * What an id may be: one size per level. Plain tokens have one level; residual codes have several.
 *
 * @param name says which ids may be mixed; ids of vocabularies with different names may not
 * @param sizes number of distinct ids at each level, each at least 1
 */
public record Vocabulary(String name, List<Integer> sizes) {
  public Vocabulary {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "a vocabulary needs levels of at least one id each, found " + sizes);
    }
  }

  public static Vocabulary of(String name, int... sizes) {
    return new Vocabulary(name, Arrays.stream(sizes).boxed().toList());
  }

  public int levels() {
    return sizes.size();
  }

  public int size(int level) {
    return sizes.get(level);
  }

  /** Bits that a plain id of {@code level} takes: the binary logarithm of its size. */
  public double bits(int level) {
    return Math.log(size(level)) / Math.log(2);
  }
}
