package dev.jeton.media.image;

import dev.jeton.core.Extent;
import dev.jeton.core.Signal;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Overlapping patches in an orthonormal basis: the picture in luma and weighted colour differences,
 * a {@link LappedFilter} across the borders of 8 x 8 blocks, and of each block the coordinates
 * along the first principal axes of many such blocks. Pixels beyond the right and lower edge repeat
 * the last column and row. All arithmetic is in a fixed order, and bands of rows are independent,
 * so the result does not depend on threads.
 */
public final class PatchTransform implements ImageTransform {
  /** Values of a patch: three planes of 8 x 8. */
  public static final int PATCH = BlockPlanes.COUNT * LappedFilter.BLOCK * LappedFilter.BLOCK;

  private static final int BLOCK = LappedFilter.BLOCK;
  private static final int HALF = BLOCK / 2;
  private static final int BAND = 8; // rows of blocks done at a time

  private final float chromaWeight;
  private final float[] mean;
  private final float[] basis;
  private final float[] columns;

  /**
   * A transform along given axes.
   *
   * @param chromaWeight factor of the colour differences, above 0: below 1, errors in them count
   *     less
   * @param mean the mean patch, {@code [PATCH]}, {@code [plane][row][column]}
   * @param basis orthonormal axes, {@code [dim][PATCH]}
   */
  public PatchTransform(float chromaWeight, float[] mean, float[] basis) {
    if (!(chromaWeight > 0) || mean.length != PATCH || basis.length % PATCH != 0) {
      throw new IllegalArgumentException(
          "expected a weight above 0, %d means and axes of %d values, found %s, %d and %d values"
              .formatted(PATCH, PATCH, chromaWeight, mean.length, basis.length));
    }
    this.chromaWeight = chromaWeight;
    this.mean = mean.clone();
    this.basis = basis.clone();
    this.columns = new float[basis.length];
    for (int d = 0; d < dim(); d++) {
      for (int i = 0; i < PATCH; i++) {
        columns[i * dim() + d] = basis[d * PATCH + i];
      }
    }
  }

  @Override
  public int stride() {
    return BLOCK;
  }

  @Override
  public int dim() {
    return basis.length / PATCH;
  }

  @Override
  public float[] analyse(Signal.Image image) {
    var grid = grid(image.extent());
    var vectors = new float[grid.count() * dim()];
    forEachBand(grid.size(0), (from, to) -> analyse(image, from, to, vectors));
    return vectors;
  }

  @Override
  public Signal.Image synthesise(float[] vectors, int levels, int width, int height) {
    var grid = grid(Extent.of(height, width));
    if (vectors.length != grid.count() * dim()) {
      throw new IllegalArgumentException(
          "expected %s vectors of %d values, found %d values"
              .formatted(grid, dim(), vectors.length));
    }
    var image = new Signal.Image(width, height, new float[width * height * BlockPlanes.COUNT]);
    forEachBand(grid.size(0), (from, to) -> synthesise(vectors, grid, from, to, image));
    return image;
  }

  /**
   * The patches that {@link #analyse} looks at, for finding a basis.
   *
   * @return {@code [rows * columns][PATCH]}
   */
  public static float[] patches(Signal.Image image, float chromaWeight) {
    var identity = new float[PATCH * PATCH];
    for (int i = 0; i < PATCH; i++) {
      identity[i * PATCH + i] = 1;
    }
    return new PatchTransform(chromaWeight, new float[PATCH], identity).analyse(image);
  }

  private interface Band {
    void run(int from, int to);
  }

  private static void forEachBand(int rows, Band band) {
    IntStream.range(0, Math.ceilDiv(rows, BAND))
        .parallel()
        .forEach(i -> band.run(i * BAND, Math.min((i + 1) * BAND, rows)));
  }

  /** Rows [from, to) of blocks; reads half a block above and below, too. */
  private void analyse(Signal.Image image, int from, int to, float[] vectors) {
    var grid = grid(image.extent());
    int top = Math.max(0, from * BLOCK - HALF);
    int end = Math.min(grid.size(0) * BLOCK, to * BLOCK + HALF);
    var planes = BlockPlanes.of(image, chromaWeight, top, end - top);
    planes.filter(top, false);
    var patch = new float[PATCH];
    for (int cell = from * grid.size(1); cell < to * grid.size(1); cell++) {
      int row = cell / grid.size(1) * BLOCK - top;
      planes.read(row, cell % grid.size(1) * BLOCK, patch);
      project(patch, vectors, cell * dim());
    }
  }

  private void project(float[] patch, float[] vectors, int at) {
    int dim = dim();
    var sum = new float[dim];
    for (int i = 0; i < PATCH; i++) {
      float value = patch[i] - mean[i];
      for (int d = 0; d < dim; d++) {
        sum[d] += value * columns[i * dim + d];
      }
    }
    System.arraycopy(sum, 0, vectors, at, dim);
  }

  /** Rows [from, to) of blocks, shifted up by half a block, except at the edges of the picture. */
  private void synthesise(float[] vectors, Extent grid, int from, int to, Signal.Image image) {
    int first = Math.max(0, from - 1);
    int top = first * BLOCK;
    var planes = BlockPlanes.empty(grid.size(1) * BLOCK, (to - first) * BLOCK);
    var patch = new float[PATCH];
    for (int cell = first * grid.size(1); cell < to * grid.size(1); cell++) {
      System.arraycopy(mean, 0, patch, 0, PATCH);
      for (int d = 0; d < dim(); d++) {
        float value = vectors[cell * dim() + d];
        for (int i = 0; i < PATCH; i++) {
          patch[i] += value * basis[d * PATCH + i];
        }
      }
      planes.write(cell / grid.size(1) * BLOCK - top, cell % grid.size(1) * BLOCK, patch);
    }
    planes.filter(top, true);
    int begin = from == 0 ? 0 : from * BLOCK - HALF;
    int end = to == grid.size(0) ? image.height() : to * BLOCK - HALF;
    planes.paint(image, chromaWeight, top, begin, Math.min(end, image.height()));
  }

  @Override
  public String toString() {
    return "PatchTransform[dim %d, mean %s]".formatted(dim(), Arrays.hashCode(mean));
  }
}
