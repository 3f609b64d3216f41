package dev.jeton.learn;

import dev.jeton.quantize.KMeans;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The first codes of a pyramid: k-means on what the levels before left of many photos' latents,
 * level by level, with codes paying for their bits. The price of a bit at error D per place is the
 * slope of the Gaussian rate–distortion function, 2 ln 2 · D / dim, times {@code eagerness}.
 */
final class PyramidStart {
  private static final int PLAIN_SAMPLE = 20_000;
  private static final int PRICED_SAMPLE = 60_000;

  private final LearntPyramid.Shape shape;
  private final double eagerness;
  private final double placesPerStep;
  private final long seed;

  /**
   * @param eagerness to save bits: 0 for plain k-means
   * @param placesPerStep places of the grid in one training step, for the moving averages
   */
  PyramidStart(LearntPyramid.Shape shape, double eagerness, double placesPerStep, long seed) {
    this.shape = shape;
    this.eagerness = eagerness;
    this.placesPerStep = placesPerStep;
    this.seed = seed;
  }

  /** A photo's grid of vectors, {@code [1, dim, height, width]} flat. */
  record Grid(int height, int width, float[] values) {
    static Grid of(Tensor z) {
      return new Grid((int) z.size(2), (int) z.size(3), z.toFloats());
    }

    Tensor tensor(int dim) {
      return Tensor.of(values, 1, dim, height, width);
    }
  }

  LearntPyramid fit(List<Grid> latents, Consumer<String> note) {
    var pyramid = new LearntPyramid(shape);
    var rest = new ArrayList<>(latents);
    pyramid.energy(energy(rest));
    for (int i = 0; i < shape.levels(); i++) {
      int scale = shape.scales().get(i);
      var rows = new ArrayList<float[]>();
      for (var grid : rest) {
        try (var scope = new Scope()) {
          rows.add(LearntPyramid.rows(LearntPyramid.average(grid.tensor(shape.dim()), scale)));
        }
      }
      fitLevel(pyramid, i, joined(rows), spread(rest, rows, scale));
      subtract(pyramid, i, rest, rows);
      double error = energy(rest);
      var level = pyramid.level(i);
      note.accept(
          "level %d, scale %d: error %.4g per place, %.0f of %d codes in use, price %.4g"
              .formatted(i, scale, error, level.perplexity(), shape.size(), level.price()));
    }
    return pyramid;
  }

  private void fitLevel(LearntPyramid pyramid, int index, float[] rows, double within) {
    int scale = shape.scales().get(index);
    int dim = shape.dim();
    var few = sample(rows, PLAIN_SAMPLE, index);
    var plain = new KMeans(shape.size(), 4, seed + index, true, 0).fit(few, few.length / dim, dim);
    double error = error(few, plain.codebook()) + within;
    double price = eagerness * 2 * Math.log(2) / dim * error;
    var many = sample(rows, PRICED_SAMPLE, index);
    var priced =
        new KMeans(shape.size(), 8, seed + index, true, price / (scale * scale))
            .fit(many, many.length / dim, dim);
    var shares = new float[shape.size()];
    double total = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) Math.pow(2, -priced.bits()[k]);
      total += shares[k];
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= (float) total;
    }
    double perStep = placesPerStep / (scale * scale);
    pyramid
        .level(index)
        .start(
            priced.codebook().codes(),
            shares,
            perStep,
            price,
            error(many, priced.codebook()) + within);
  }

  /** Takes the level's codes off every grid. */
  private void subtract(LearntPyramid pyramid, int index, List<Grid> rest, List<float[]> rows) {
    int scale = shape.scales().get(index);
    for (int g = 0; g < rest.size(); g++) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var grid = rest.get(g).tensor(shape.dim());
        var level = pyramid.level(index);
        var codes = level.look(level.nearest(rows.get(g), scale));
        var cells = LearntPyramid.average(grid, scale);
        rest.set(g, Grid.of(grid.sub(pyramid.spread(index, codes, cells, grid))));
      }
    }
  }

  /**
   * Squared error per place that any code of a coarse level must leave: what differs within cells.
   */
  private double spread(List<Grid> grids, List<float[]> rows, int scale) {
    if (scale == 1) {
      return 0;
    }
    double means = 0;
    double places = 0;
    for (int g = 0; g < grids.size(); g++) {
      means += squares(rows.get(g)) * scale * scale;
      places += grids.get(g).height * grids.get(g).width;
    }
    return Math.max(0, energy(grids) - means / places);
  }

  private double energy(List<Grid> grids) {
    double sum = 0;
    double places = 0;
    for (var grid : grids) {
      sum += squares(grid.values);
      places += grid.height * grid.width;
    }
    return sum / places;
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }

  private double error(float[] rows, dev.jeton.quantize.Codebook book) {
    int dim = shape.dim();
    int n = rows.length / dim;
    var ids = new int[n];
    book.nearest(rows, n, ids);
    var codes = book.codes();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dim; d++) {
        double difference = rows[i * dim + d] - codes[ids[i] * dim + d];
        sum += difference * difference;
      }
    }
    return sum / n;
  }

  private float[] joined(List<float[]> parts) {
    var all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int to = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, to, part.length);
      to += part.length;
    }
    return all;
  }

  /** At most {@code most} vectors, drawn at random. */
  private float[] sample(float[] rows, int most, int level) {
    int dim = shape.dim();
    int n = rows.length / dim;
    if (n <= most) {
      return rows;
    }
    var random = new SplittableRandom(seed + 31L * level);
    var sample = new float[most * dim];
    for (int i = 0; i < most; i++) {
      System.arraycopy(rows, random.nextInt(n) * dim, sample, i * dim, dim);
    }
    return sample;
  }
}
