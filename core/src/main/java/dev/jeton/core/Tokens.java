package dev.jeton.core;

import java.util.Arrays;

/**
 * A short sequence that stands for a signal: ids for discrete codes, vectors for continuous ones.
 */
public sealed interface Tokens {
  Layout layout();

  /** Number of tokens present; at most {@code layout().count()}. */
  int length();

  /** The first {@code length} tokens in the same layout. */
  Tokens prefix(int length);

  /**
   * Discrete tokens.
   *
   * @param layout where each id stands
   * @param ids in coding order, {@code [length]}, each below the vocabulary size of its level; not
   *     copied
   */
  record Ids(Layout layout, int[] ids) implements Tokens {
    public Ids {
      if (ids.length > layout.count()) {
        throw new IllegalArgumentException(
            "expected at most %d ids, found %d".formatted(layout.count(), ids.length));
      }
      for (int level = 0; level < layout.levels(); level++) {
        int size = layout.vocabulary().size(level);
        int end = Math.min(layout.start(level + 1), ids.length);
        for (int i = layout.start(level); i < end; i++) {
          if (ids[i] < 0 || ids[i] >= size) {
            throw new IllegalArgumentException(
                "expected ids of 0..%d at level %d, found %d at position %d"
                    .formatted(size - 1, level, ids[i], i));
          }
        }
      }
    }

    @Override
    public int length() {
      return ids.length;
    }

    /** Whether every place of the layout has its id. */
    public boolean complete() {
      return ids.length == layout.count();
    }

    @Override
    public Ids prefix(int length) {
      return new Ids(layout, Arrays.copyOf(ids, checkedPrefix(length, ids.length)));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ids that
          && layout.equals(that.layout)
          && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
      return 31 * layout.hashCode() + Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
      return "Ids[%d of %d]".formatted(ids.length, layout.count());
    }
  }

  /**
   * Continuous tokens.
   *
   * @param layout where each vector stands; its vocabulary sizes are not used
   * @param dim numbers per token
   * @param values row-major {@code [length][dim]}; not copied
   */
  record Vectors(Layout layout, int dim, float[] values) implements Tokens {
    public Vectors {
      if (dim < 1 || values.length % dim != 0 || values.length / dim > layout.count()) {
        throw new IllegalArgumentException(
            "expected at most %d vectors of %d values, found %d values"
                .formatted(layout.count(), dim, values.length));
      }
    }

    @Override
    public int length() {
      return values.length / dim;
    }

    @Override
    public Vectors prefix(int length) {
      return new Vectors(layout, dim, Arrays.copyOf(values, checkedPrefix(length, length()) * dim));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Vectors that
          && layout.equals(that.layout)
          && dim == that.dim
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * layout.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Vectors[%d of %d, dim %d]".formatted(length(), layout.count(), dim);
    }
  }

  private static int checkedPrefix(int wanted, int present) {
    if (wanted < 0 || wanted > present) {
      throw new IllegalArgumentException(
          "expected a prefix of 0..%d tokens, found %d".formatted(present, wanted));
    }
    return wanted;
  }
}
