package dev.jeton.core;

/** Writes ids and notes how long the stream would be if it ended after each of them. */
final class PrefixSizes implements SymbolCoder {
  private final RangeEncoder out = new RangeEncoder();
  private final int[] lengths;
  private int ids;

  /** Sizes of the prefixes of {@code ids} ids. */
  PrefixSizes(int ids) {
    lengths = new int[ids];
  }

  @Override
  public int bit(int bit, int one) {
    return out.bit(bit, one);
  }

  @Override
  public int uniform(int symbol, int size) {
    return out.uniform(symbol, size);
  }

  @Override
  public void endId() {
    lengths[ids++] = out.length();
  }

  /** Bytes of the first 1, 2, … ids, {@code [ids]}. */
  int[] lengths() {
    return lengths;
  }
}
