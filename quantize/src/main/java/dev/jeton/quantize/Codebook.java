package dev.jeton.quantize;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A list of code vectors, ready to be searched. Immutable and safe to share between threads. */
public final class Codebook {
  private final int dim;
  private final float[] codes;
  private final CodePanels panels;
  private final float[] bias; // [size]

  /**
   * Takes a copy of {@code codes}.
   *
   * @param dim numbers per code, at least 1
   * @param codes {@code [size][dim]}, finite
   */
  public Codebook(int dim, float[] codes) {
    if (dim < 1 || codes.length == 0 || codes.length % dim != 0) {
      throw new IllegalArgumentException(
          "expected codes of %d values, found %d values".formatted(dim, codes.length));
    }
    FiniteValues.check(codes, codes.length / dim, dim);
    this.dim = dim;
    this.codes = codes.clone();
    this.panels = CodePanels.of(this.codes, size(), dim);
    this.bias = new float[size()];
  }

  private Codebook(int dim, float[] codes, CodePanels panels, float[] bias) {
    this.dim = dim;
    this.codes = codes;
    this.panels = panels;
    this.bias = bias;
  }

  public int dim() {
    return dim;
  }

  /** Number of codes. */
  public int size() {
    return codes.length / dim;
  }

  /** A copy of all codes, {@code [size][dim]}. */
  public float[] codes() {
    return codes.clone();
  }

  /**
   * The same codes, with {@code bias[k]} added to every squared distance to code {@code k}: a
   * choice that weighs error against bits.
   *
   * @param bias {@code [size]}, not NaN
   */
  public Codebook withBias(float[] bias) {
    return new Codebook(dim, codes, panels.withBias(bias), bias.clone());
  }

  /**
   * The nearest code of each vector by squared distance; ties go to the lowest id. Runs on all
   * threads that kernels use, with the same ids whatever their number.
   *
   * @param z {@code [n][dim]}, finite
   * @param ids written, {@code [n]}
   */
  public void nearest(float[] z, int n, int[] ids) {
    Kernels.nearest(z, n, panels, ids);
  }

  /**
   * The nearest codes of each vector, nearest first, by the same distance as {@link #nearest},
   * which gives the first of them; ties go to the lowest id. One thread; time for {@code n · size ·
   * (dim + log size)}.
   *
   * @param z {@code [n][dim]}, finite
   * @param count of codes per vector, 1 to all
   * @return {@code [n][count]}
   */
  public int[] ranked(float[] z, int n, int count) {
    int size = size();
    if (count < 1 || count > size) {
      throw new IllegalArgumentException(
          "expected 1..%d nearest codes, found %d".formatted(size, count));
    }
    var transposed = new float[codes.length]; // [dim][size], so that lanes run over codes
    for (int k = 0; k < size; k++) {
      for (int d = 0; d < dim; d++) {
        transposed[d * size + k] = codes[k * dim + d];
      }
    }
    var ids = new int[Math.multiplyExact(n, count)];
    var distances = new float[size];
    var sorted = new long[size];
    for (int i = 0; i < n; i++) {
      Arrays.fill(distances, 0);
      for (int d = 0; d < dim; d++) {
        addSquares(z[i * dim + d], transposed, d * size, distances);
      }
      for (int k = 0; k < size; k++) {
        int bits = Float.floatToIntBits(distances[k] + bias[k]);
        sorted[k] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | k;
      }
      Arrays.sort(sorted);
      for (int rank = 0; rank < count; rank++) {
        ids[i * count + rank] = (int) sorted[rank];
      }
    }
    return ids;
  }

  private static void addSquares(float value, float[] codes, int from, float[] distances) {
    for (int k = 0; k < distances.length; k++) {
      float difference = value - codes[from + k];
      distances[k] = Math.fma(difference, difference, distances[k]);
    }
  }

  /**
   * Copies the codes of ids.
   *
   * @param ids {@code [n]}
   * @param z written, {@code [n][dim]}
   */
  public void look(int[] ids, int n, float[] z) {
    for (int i = 0; i < n; i++) {
      System.arraycopy(codes, ids[i] * dim, z, i * dim, dim);
    }
  }

  /** A name that changes with any code: CRC-32C over the codes. */
  String name() {
    var bytes = ByteBuffer.allocate(codes.length * Float.BYTES);
    bytes.asFloatBuffer().put(codes);
    var crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
