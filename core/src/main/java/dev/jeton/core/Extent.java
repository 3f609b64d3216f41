package dev.jeton.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Size along each dimension, outermost first: {@code [rows, columns]} of a grid, {@code [length]}
 * of a sequence.
 *
 * @param sizes one to seven sizes, each at least 1
 */
public record Extent(List<Integer> sizes) {
  public static final int MAX_RANK = 7;

  public Extent {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.size() > MAX_RANK) {
      throw new IllegalArgumentException(
          "expected 1 to %d dimensions, found %d".formatted(MAX_RANK, sizes.size()));
    }
    long count = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("sizes must be at least 1, found " + sizes);
      }
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("more than 2^31 - 1 places in " + sizes);
      }
    }
  }

  public static Extent of(int... sizes) {
    return new Extent(Arrays.stream(sizes).boxed().toList());
  }

  public int rank() {
    return sizes.size();
  }

  public int size(int dimension) {
    return sizes.get(dimension);
  }

  /** Number of places: the product of all sizes. */
  public int count() {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /** This extent in cells of {@code stride} places a side, the last one in part: rounded up. */
  public Extent dividedBy(int stride) {
    return new Extent(sizes.stream().map(size -> Math.ceilDiv(size, stride)).toList());
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
