package dev.jeton.quantize;

import dev.jeton.core.Extent;
import dev.jeton.core.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Quantises a grid of vectors from coarse to fine: each level takes what the levels before left
 * over, averages it over cells of {@code scale x scale}, and subtracts the nearest code, spread
 * over the cell again. The decoded grid is the sum over levels, and any prefix of the ids decodes,
 * also one that ends within a level: codes that are missing count as zero vectors. Residual
 * quantisation over scales after Tian et al., arXiv:2404.02905, algorithms 1 and 2, without their
 * convolutions.
 *
 * <p>Arithmetic is in a fixed order, so ids and decoded grids do not depend on kernels or threads.
 */
public final class PyramidQuantizer {

  /**
   * One level.
   *
   * @param scale grid cells along a side of one of this level's cells, at least 1
   * @param smooth whether codes are spread by interpolation between the centres of cells, or
   *     repeated
   * @param codebook what it chooses from
   * @param bits what each code costs, about, {@code [size]}; zeros where all cost the same
   */
  public record Level(int scale, boolean smooth, Codebook codebook, float[] bits) {
    public Level {
      if (scale < 1 || bits.length != codebook.size()) {
        throw new IllegalArgumentException(
            "expected a scale of at least 1 and %d costs, found %d and %d"
                .formatted(codebook.size(), scale, bits.length));
      }
    }

    public Level(int scale, boolean smooth, Codebook codebook) {
      this(scale, smooth, codebook, new float[codebook.size()]);
    }

    private float[] spread(CellGrid grid, float[] coarse) {
      return smooth ? grid.interpolate(coarse) : grid.repeat(coarse);
    }
  }

  private final List<Level> levels;
  private final int dim;

  /**
   * A quantizer of the given levels, in coding order.
   *
   * @param levels at least one, all of the same dimension
   */
  public PyramidQuantizer(List<Level> levels) {
    this.levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a pyramid needs at least one level");
    }
    this.dim = levels.getFirst().codebook().dim();
    for (var level : levels) {
      if (level.codebook().dim() != dim) {
        throw new IllegalArgumentException(
            "expected levels of dimension %d, found %d".formatted(dim, level.codebook().dim()));
      }
    }
  }

  public List<Level> levels() {
    return levels;
  }

  /** Numbers per vector. */
  public int dim() {
    return dim;
  }

  /** The levels' sizes under {@code name}. */
  public Vocabulary vocabulary(String name) {
    return new Vocabulary(name, levels.stream().map(level -> level.codebook().size()).toList());
  }

  /** Cells of each level for a grid of this extent. */
  public List<Extent> extents(Extent grid) {
    return levels.stream().map(level -> grid.dividedBy(level.scale())).toList();
  }

  /** {@link #encode(float[], int, int, double)} by least error alone. */
  public int[] encode(float[] grid, int rows, int columns) {
    return encode(grid, rows, columns, 0);
  }

  /**
   * The ids of all levels, level by level, each in row-major order.
   *
   * @param grid {@code [rows][columns][dim]}, finite
   * @param bitPrice squared error that one bit is worth, per cell of the grid: each cell takes the
   *     code of least {@code cells * error + bitPrice * bits}
   */
  public int[] encode(float[] grid, int rows, int columns, double bitPrice) {
    new CellGrid(rows, columns, dim, 1).check(grid);
    var residual = grid.clone();
    var ids = new int[extents(Extent.of(rows, columns)).stream().mapToInt(Extent::count).sum()];
    int start = 0;
    for (var level : levels) {
      var cells = new CellGrid(rows, columns, dim, level.scale());
      var chosen = new int[cells.coarseCount()];
      double price = bitPrice / ((double) level.scale() * level.scale());
      KMeans.priced(level.codebook(), level.bits(), price)
          .nearest(cells.average(residual), chosen.length, chosen);
      System.arraycopy(chosen, 0, ids, start, chosen.length);
      start += chosen.length;
      var coarse = cells.look(level.codebook(), chosen, 0, chosen.length);
      var code = level.spread(cells, coarse);
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= code[i];
      }
    }
    return ids;
  }

  /**
   * The grid that the first {@code ids.length} ids stand for.
   *
   * @param ids in the order of {@link #encode}; from none to all
   * @return {@code [rows][columns][dim]}
   */
  public float[] decode(int[] ids, int rows, int columns) {
    var sum = new float[Math.multiplyExact(Math.multiplyExact(rows, columns), dim)];
    int start = 0;
    for (var level : levels) {
      var cells = new CellGrid(rows, columns, dim, level.scale());
      int end = Math.min(start + cells.coarseCount(), ids.length);
      if (start >= end) {
        break;
      }
      var code = level.spread(cells, cells.look(level.codebook(), ids, start, end));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += code[i];
      }
      start = end;
    }
    return sum;
  }

  /**
   * What a level of {@code scale} looks at: means over cells.
   *
   * @param grid {@code [rows][columns][dim]}
   * @return one vector per cell, row-major; {@code grid} itself at scale 1
   */
  public static float[] average(float[] grid, int rows, int columns, int dim, int scale) {
    return new CellGrid(rows, columns, dim, scale).average(grid);
  }

  /** The first {@code count} levels alone. */
  public PyramidQuantizer first(int count) {
    return new PyramidQuantizer(levels.subList(0, count));
  }

  @Override
  public String toString() {
    int[] scales = levels.stream().mapToInt(Level::scale).toArray();
    return "PyramidQuantizer[dim %d, scales %s]".formatted(dim, Arrays.toString(scales));
  }
}
