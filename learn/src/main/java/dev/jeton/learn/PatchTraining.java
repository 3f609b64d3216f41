package dev.jeton.learn;

import dev.jeton.core.Extent;
import dev.jeton.core.IdCoderTrainer;
import dev.jeton.core.Spec;
import dev.jeton.core.Tokens;
import dev.jeton.media.image.ImageFile;
import dev.jeton.media.image.PatchTables;
import dev.jeton.media.image.PatchTransform;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.KMeans;
import dev.jeton.quantize.PyramidQuantizer;
import dev.jeton.quantize.PyramidQuantizer.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Finds the tables of a {@code patches} codec: principal axes of patches, then level by level codes
 * for what the levels before left over, then the tables for coding ids. Uses no network and no
 * libtorch. The same files and plan give the same tables.
 */
public final class PatchTraining {

  /**
   * The dials.
   *
   * @param dim axes that are kept
   * @param chromaWeight of {@link PatchTransform}
   * @param scales of the levels, coarse to fine; those above 1 are interpolated
   * @param codes per level
   * @param iterations of k-means
   * @param sample vectors that k-means looks at, per level
   * @param firstPrice squared error that a bit is worth at the first level, and
   * @param lastPrice at the last; geometric between them
   * @param seed of everything random
   * @param coderPhotos photos that the coder of ids is fitted to
   * @param coderEpochs how often it sees each
   */
  public record Plan(
      int dim,
      float chromaWeight,
      List<Integer> scales,
      int codes,
      int iterations,
      int sample,
      double firstPrice,
      double lastPrice,
      long seed,
      int coderPhotos,
      int coderEpochs) {

    /** What {@code patches-1} was trained with. */
    public static Plan standard(long seed) {
      return new Plan(
          48,
          0.6f,
          List.of(4, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1),
          256,
          12,
          200_000,
          0.008,
          0.0006,
          seed,
          200,
          6);
    }

    private double price(int level) {
      double share = scales.size() == 1 ? 0 : level / (scales.size() - 1.0);
      return firstPrice * Math.pow(lastPrice / firstPrice, share);
    }
  }

  /** A photo's vectors, {@code [rows][columns][dim]}; what is left of them after each level. */
  private record Grid(Extent extent, float[] residual) {
    int rows() {
      return extent.size(0);
    }

    int columns() {
      return extent.size(1);
    }
  }

  private static final int PATCH = PatchTransform.PATCH;

  /** Every so many patches of a photo count for the axes; they overlap in content anyway. */
  private static final int PATCH_STEP = 31;

  /** Prices per bit of the examples for the coder: those of small files, up to none. */
  private static final double[] CODER_PRICES = {0, 0.012, 0.006, 0.003, 0.0015};

  private final List<Path> photos;
  private final Plan plan;
  private final Consumer<String> notes;

  private PatchTraining(List<Path> photos, Plan plan, Consumer<String> notes) {
    this.photos = List.copyOf(photos);
    this.plan = plan;
    this.notes = notes;
  }

  /**
   * Trains tables.
   *
   * @param photos picture files, at least one
   * @param notes takes a line now and then
   */
  public static PatchTables train(List<Path> photos, Plan plan, Consumer<String> notes) {
    if (photos.isEmpty()) {
      throw new IllegalArgumentException("expected at least one photo to train on, found none");
    }
    return new PatchTraining(photos, plan, notes).run();
  }

  /** Fits the coder of ids alone anew; axes and codes stay. */
  public static PatchTables refitCoder(
      PatchTables tables, List<Path> photos, Plan plan, Consumer<String> notes) {
    return new PatchTraining(photos, plan, notes).withCoder(tables);
  }

  private PatchTables run() {
    var start = axes();
    var transform = start.transform();
    var grids = new ArrayList<Grid>();
    for (var photo : photos) {
      var image = ImageFile.read(photo);
      grids.add(new Grid(transform.grid(image.extent()), transform.analyse(image)));
    }
    var levels = new ArrayList<Level>();
    for (int i = 0; i < plan.scales.size(); i++) {
      levels.add(level(i, grids));
    }
    return withCoder(
        new PatchTables(plan.chromaWeight, start.mean(), start.basis(), levels, new byte[0]));
  }

  /** Tables with the mean patch and the axes of largest variance, no levels yet. */
  private PatchTables axes() {
    var mean = new double[PATCH];
    var products = new double[PATCH * PATCH];
    long count = 0;
    for (var photo : photos) {
      float[] patches = PatchTransform.patches(ImageFile.read(photo), plan.chromaWeight);
      for (int at = (int) (count % PATCH_STEP) * PATCH;
          at < patches.length;
          at += PATCH_STEP * PATCH) {
        add(patches, at, mean, products);
        count++;
      }
    }
    var covariance = new DMatrixRMaj(PATCH, PATCH);
    for (int i = 0; i < PATCH * PATCH; i++) {
      double product = mean[i / PATCH] / count * (mean[i % PATCH] / count);
      covariance.set(i, products[i] / count - product);
    }
    var means = new float[PATCH];
    for (int i = 0; i < PATCH; i++) {
      means[i] = (float) (mean[i] / count);
    }
    notes.accept("axes of %d patches of %d photos".formatted(count, photos.size()));
    return new PatchTables(plan.chromaWeight, means, main(covariance), List.of(), new byte[0]);
  }

  private static void add(float[] patches, int at, double[] sum, double[] products) {
    for (int i = 0; i < PATCH; i++) {
      double value = patches[at + i];
      sum[i] += value;
      for (int j = 0; j < PATCH; j++) {
        products[i * PATCH + j] += value * patches[at + j];
      }
    }
  }

  /** The eigenvectors of the largest eigenvalues, {@code [dim][PATCH]}, in fp16. */
  private float[] main(DMatrixRMaj covariance) {
    var eigen = DecompositionFactory_DDRM.eig(PATCH, true, true);
    if (!eigen.decompose(covariance)) {
      throw new TrainingException("the covariance of the patches has no eigenvectors");
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < PATCH; i++) {
      order.add(i);
    }
    order.sort(
        Collections.reverseOrder(
            (a, b) ->
                Double.compare(
                    eigen.getEigenvalue(a).getReal(), eigen.getEigenvalue(b).getReal())));
    var basis = new float[plan.dim * PATCH];
    for (int d = 0; d < plan.dim; d++) {
      DMatrixRMaj vector = eigen.getEigenVector(order.get(d));
      for (int i = 0; i < PATCH; i++) {
        basis[d * PATCH + i] = (float) vector.get(i);
      }
    }
    return PatchTables.halves(basis);
  }

  /** Finds the codes of one level and takes them off the grids. */
  private Level level(int index, List<Grid> grids) {
    int scale = plan.scales.get(index);
    double price = plan.price(index) / (scale * scale);
    float[] points = sample(index, grids);
    var means = new KMeans(plan.codes, plan.iterations, plan.seed + index, true, price);
    var found = means.fit(points, points.length / plan.dim, plan.dim);
    Codebook codes = PatchTables.steps(found.codebook());
    var level = new Level(scale, scale > 1, codes, found.bits());
    var counts = new double[plan.codes];
    double error = 0;
    long cells = 0;
    for (var grid : grids) {
      for (int id : takeOff(level, grid, plan.price(index))) {
        counts[id]++;
      }
      for (float value : grid.residual) {
        error += (double) value * value;
      }
      cells += grid.extent.count();
    }
    notes.accept(
        "level %d, scale %d: squared error per cell %.4f".formatted(index, scale, error / cells));
    return new Level(scale, scale > 1, codes, bits(counts));
  }

  private static int[] takeOff(Level level, Grid grid, double price) {
    var alone = new PyramidQuantizer(List.of(level));
    int[] ids = alone.encode(grid.residual, grid.rows(), grid.columns(), price);
    float[] code = alone.decode(ids, grid.rows(), grid.columns());
    for (int i = 0; i < code.length; i++) {
      grid.residual[i] -= code[i];
    }
    return ids;
  }

  /** {@code -log2} of each code's share, in fp16. */
  private static float[] bits(double[] counts) {
    double total = Arrays.stream(counts).sum();
    var bits = new float[counts.length];
    for (int k = 0; k < bits.length; k++) {
      double share = (counts[k] + 0.5) / (total + 0.5 * counts.length);
      bits[k] = (float) (-Math.log(share) / Math.log(2));
    }
    return PatchTables.halves(bits);
  }

  /** Up to {@code plan.sample} vectors of a level's cells, drawn alike from all photos. */
  private float[] sample(int index, List<Grid> grids) {
    int scale = plan.scales.get(index);
    long cells = grids.stream().mapToLong(grid -> grid.extent.dividedBy(scale).count()).sum();
    int wanted = (int) Math.min(plan.sample, cells);
    var points = new float[wanted * plan.dim];
    var random = new SplittableRandom(plan.seed * 31 + index);
    int taken = 0;
    for (var grid : grids) {
      float[] means =
          PyramidQuantizer.average(grid.residual, grid.rows(), grid.columns(), plan.dim, scale);
      for (int from = 0; from < means.length; from += plan.dim) {
        if (random.nextLong(cells--) < wanted - taken) {
          System.arraycopy(means, from, points, taken++ * plan.dim, plan.dim);
        }
      }
    }
    return points;
  }

  /** The same tables with a coder fitted to the ids that they give. */
  private PatchTables withCoder(PatchTables tables) {
    var codec = tables.codec(Spec.of("patches"), 0);
    int step = Math.max(1, photos.size() / plan.coderPhotos);
    var examples = new ArrayList<Tokens.Ids>();
    for (int i = 0; i < photos.size(); i += step) {
      double price = CODER_PRICES[examples.size() % CODER_PRICES.length];
      examples.add(codec.encode(ImageFile.read(photos.get(i)), price));
    }
    notes.accept("fitting the coder to the ids of %d photos".formatted(examples.size()));
    return new PatchTables(
        tables.chromaWeight(),
        tables.mean(),
        tables.basis(),
        tables.levels(),
        IdCoderTrainer.train(examples, plan.coderEpochs).tables());
  }
}
