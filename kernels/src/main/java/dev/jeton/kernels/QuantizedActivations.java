package dev.jeton.kernels;

/**
 * Activations as int8, ready for products with {@link WeightPanels}: filled by {@link
 * Kernels#quantize}, used by any number of products, filled again. Each 32 neighbouring numbers
 * share a scale: {@code x = scale * code}, scale = largest magnitude / 127, codes rounded to the
 * nearest. A block with NaN or infinities gets a NaN scale, so that its products are NaN; one whose
 * numbers are all below 1e-30 becomes zeros.
 *
 * <p>Filling is for one thread at a time; reading is for all.
 */
public final class QuantizedActivations {
  /** Rows that lie interleaved: {@code [columns][4]}. The rows behind the last four lie alone. */
  static final int TILE = 4;

  private int rows;
  private int columns;
  private int[] codes = new int[0];
  private float[] scales = new float[0];
  private float[] sums = new float[0];
  private int[] offsets = new int[0];
  private int[] eights = new int[0];

  /** Empty; {@link Kernels#quantize} gives it a size. */
  public QuantizedActivations() {}

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Makes room for {@code [rows][columns]}; memory is kept for the next time. */
  void resize(int rows, int columns) {
    int size = Math.multiplyExact(rows, columns);
    this.rows = rows;
    this.columns = columns;
    if (codes.length < size) {
      codes = new int[size];
      scales = new float[size / 32];
      sums = new float[size / 32];
      offsets = new int[size / 32];
      eights = new int[size / 8];
    }
  }

  /** Rows interleaved with {@code row}: 4, or 1 at the end. */
  int tile(int row) {
    return row < rows / TILE * TILE ? TILE : 1;
  }

  /**
   * Index of element 0 of {@code row} in an array of {@code perRow} elements per row; the next is
   * {@link #tile} further on.
   */
  int index(int row, int perRow) {
    return tile(row) == 1 ? row * perRow : row / TILE * TILE * perRow + row % TILE;
  }

  /** Codes, each twice: in the low and in the high half of an int. {@code [rows][columns]}. */
  int[] codes() {
    return codes;
  }

  /** {@code [rows][columns / 32]}. */
  float[] scales() {
    return scales;
  }

  /** Minus the sum of a block's values, {@code -scale * sum of codes}: {@code [columns / 32]}. */
  float[] sums() {
    return sums;
  }

  /** The sum of a block's codes times -8, twice as in {@link #codes}: {@code [columns / 32]}. */
  int[] offsets() {
    return offsets;
  }

  /** The sum of 8 codes times -32, twice as in {@link #codes}: {@code [columns / 8]}. */
  int[] eights() {
    return eights;
  }

  /** {@code value} modulo 2^16 in both halves of an int. */
  static int twice(int value) {
    return (value & 0xFFFF) * 0x10001;
  }
}
