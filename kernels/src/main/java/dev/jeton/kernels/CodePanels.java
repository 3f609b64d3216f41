package dev.jeton.kernels;

import java.util.Arrays;

/**
 * A codebook packed for {@link Kernels#nearest}. Immutable and safe to share between threads.
 *
 * <p>The cost of code k for a vector z is the squared distance, summed over the dimensions in
 * order, {@code sum_d fma(z_d - c_kd, z_d - c_kd, sum)}, plus the code's bias (0 unless given).
 */
public final class CodePanels {
  private final int size;
  private final int dim;
  private final MatrixPanels panels; // codes transposed: [dim][size]
  private final float[] norms; // [padded size], |c|^2
  private final float[] bias; // [padded size], +infinity behind the last code
  private final float[] offsets; // [padded size], (|c|^2 + bias) / 2
  private final float largestNorm;
  private final float largestBias;

  private CodePanels(MatrixPanels panels, float[] norms, float[] bias) {
    this.size = panels.columns();
    this.dim = panels.rows();
    this.panels = panels;
    this.bias = bias;
    this.norms = norms;
    this.offsets = new float[bias.length];
    double norm = 0;
    double magnitude = 0;
    for (int k = 0; k < bias.length; k++) {
      offsets[k] = (norms[k] + bias[k]) / 2;
      norm = Math.max(norm, norms[k]);
      magnitude = Float.isFinite(bias[k]) ? Math.max(magnitude, Math.abs(bias[k])) : magnitude;
    }
    this.largestNorm = (float) Math.sqrt(norm);
    this.largestBias = (float) magnitude;
  }

  /**
   * Packs a codebook.
   *
   * @param codes {@code [size][dim]}
   * @param size number of codes, at least 1
   * @param dim at least 1
   */
  public static CodePanels of(float[] codes, int size, int dim) {
    return of(Kernels.codeShape(dim), codes, size, dim);
  }

  static CodePanels of(PanelShape shape, float[] codes, int size, int dim) {
    Check.atLeast("codes", 1, size);
    Check.atLeast("dim", 1, dim);
    Check.fits("codes [" + size + "][" + dim + "]", codes.length, (long) size * dim);
    var norms = new float[shape.padded(size)];
    for (int k = 0; k < size; k++) {
      for (int d = 0; d < dim; d++) {
        norms[k] = Math.fma(codes[k * dim + d], codes[k * dim + d], norms[k]);
      }
    }
    var bias = new float[norms.length];
    Arrays.fill(bias, size, bias.length, Float.POSITIVE_INFINITY);
    var panels = new MatrixPanels(shape, MatrixView.of(codes, size, dim).transposed());
    return new CodePanels(panels, norms, bias);
  }

  /**
   * The same codes with {@code bias[k]} added to the cost of code k, for choices that weigh
   * distance against bits.
   *
   * @param bias {@code [size]}; +infinity forbids a code
   */
  public CodePanels withBias(float[] bias) {
    Check.equal("biases", size, bias.length);
    var padded = Arrays.copyOf(bias, norms.length);
    Arrays.fill(padded, size, padded.length, Float.POSITIVE_INFINITY);
    return new CodePanels(panels, norms, padded);
  }

  public int size() {
    return size;
  }

  public int dim() {
    return dim;
  }

  /** Component {@code d} of code {@code k}. */
  float component(int k, int d) {
    int p = k / panels.width();
    return panels.values()[panels.start(p) + d * panels.stored(p) + k - p * panels.width()];
  }

  /** Cost of code {@code k} for the vector at {@code z[from]}. */
  float cost(float[] z, int from, int k) {
    float sum = 0;
    for (int d = 0; d < dim; d++) {
      float difference = z[from + d] - component(k, d);
      sum = Math.fma(difference, difference, sum);
    }
    return sum + bias[k];
  }

  MatrixPanels panels() {
    return panels;
  }

  float[] bias() {
    return bias;
  }

  float[] offsets() {
    return offsets;
  }

  float largestNorm() {
    return largestNorm;
  }

  /** Of those that are finite. */
  float largestBias() {
    return largestBias;
  }
}
