package dev.jeton.core;

/** Writes nothing and sums what each id would cost. */
final class CostMeter implements SymbolCoder {
  private static final double LN2 = Math.log(2);

  private final double[] bits;
  private int ids;

  /** A meter for {@code ids} ids. */
  CostMeter(int ids) {
    bits = new double[ids];
  }

  @Override
  public int bit(int bit, int one) {
    bits[ids] -= Math.log((bit != 0 ? one : ONE - one) / (double) ONE) / LN2;
    return bit;
  }

  @Override
  public int uniform(int symbol, int size) {
    bits[ids] += Math.log(size) / LN2;
    return symbol;
  }

  @Override
  public void endId() {
    ids++;
  }

  /** Bits of each id, {@code [ids]}. */
  double[] bits() {
    return bits;
  }
}
