package dev.jeton.learn;

import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.PyramidQuantizer;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The trainable twin of {@link PyramidQuantizer}: residual quantisation of a grid from coarse to
 * fine, where each level's codes follow the vectors that chose them (exponential moving averages:
 * van den Oord et al., arXiv:1711.00937, appendix A.1) and a code costs its bits at the level's
 * price.
 */
public final class LearntPyramid {

  /**
   * What it is made of.
   *
   * @param dim numbers per vector
   * @param size codes per level; code 0 stays the zero vector
   * @param scales grid cells along a side of a level's cells, level by level
   * @param smooth whether coarse codes are spread by interpolation, or repeated
   */
  public record Shape(int dim, int size, List<Integer> scales, boolean smooth) {
    public Shape {
      scales = List.copyOf(scales);
    }

    /** How many levels. */
    public int levels() {
      return scales.size();
    }
  }

  /** What a grid batch became; {@code [batch, dim, h, w]} unless said otherwise. */
  public static final class Pass {
    private final List<Tensor> sums = new ArrayList<>();
    private final List<int[]> ids = new ArrayList<>();
    private final List<float[]> inputs = new ArrayList<>();

    /** The grid that levels 0 to {@code level} decode to. */
    public Tensor sum(int level) {
      return sums.get(level);
    }

    /** Ids of a level, {@code [batch][rows][columns]} of its cells. */
    public int[] ids(int level) {
      return ids.get(level);
    }

    /** What a level was given to quantise: {@code [batch · rows · columns][dim]}. */
    float[] input(int level) {
      return inputs.get(level);
    }
  }

  private final Shape shape;
  private final List<LearntLevel> levels = new ArrayList<>();
  private double energy;

  /** All codes zero: to be restored or set level by level. */
  public LearntPyramid(Shape shape) {
    this.shape = shape;
    for (int i = 0; i < shape.levels(); i++) {
      levels.add(new LearntLevel(shape.dim(), shape.size()));
    }
  }

  public Shape shape() {
    return shape;
  }

  /** Mean squared length of the vectors that the codes were made from. */
  double energy() {
    return energy;
  }

  void energy(double energy) {
    this.energy = energy;
  }

  LearntLevel level(int index) {
    return levels.get(index);
  }

  /** Quantises {@code z} {@code [batch, dim, h, w]}; no gradient is recorded. */
  public Pass encode(Tensor z) {
    try (var noGrad = new NoGrad()) {
      var pass = new Pass();
      Tensor rest = z.detach();
      Tensor sum = rest.mul(0);
      for (int i = 0; i < levels.size(); i++) {
        var cells = average(rest, shape.scales().get(i));
        var input = rows(cells);
        int[] ids = levels.get(i).nearest(input, shape.scales().get(i));
        var codes = levels.get(i).look(ids);
        var part = spread(i, codes, cells, z);
        rest = rest.sub(part);
        sum = sum.add(part);
        pass.sums.add(sum);
        pass.ids.add(ids);
        pass.inputs.add(input);
      }
      return pass;
    }
  }

  /** Means over cells; partial cells at the right and lower edge are means of what is there. */
  static Tensor average(Tensor grid, int scale) {
    return scale == 1 ? grid : ImageOps.averagePool(grid, scale);
  }

  /** {@code [batch, dim, h, w]} to {@code [batch · h · w][dim]}. */
  static float[] rows(Tensor grid) {
    return grid.permute(0, 2, 3, 1).toFloats();
  }

  /** The vectors of a level's cells at every place of the grid. */
  Tensor spread(int level, float[] vectors, Tensor cells, Tensor grid) {
    var coarse =
        Tensor.of(vectors, cells.size(0), cells.size(2), cells.size(3), shape.dim())
            .permute(0, 3, 1, 2)
            .to(grid.device());
    return spread(coarse, shape.scales().get(level), grid.size(2), grid.size(3));
  }

  /** Cells at every place of a grid of {@code height × width}. */
  Tensor spread(Tensor cells, int scale, long height, long width) {
    if (scale == 1) {
      return cells;
    }
    long h = cells.size(2) * scale;
    long w = cells.size(3) * scale;
    var fine = shape.smooth() ? ImageOps.bilinear(cells, h, w) : ImageOps.nearest(cells, h, w);
    return fine.narrow(2, 0, height).narrow(3, 0, width);
  }

  /** Lets all codes follow what chose them. */
  public void follow(Pass pass, Tensor z) {
    try (var noGrad = new NoGrad()) {
      for (int i = 0; i < levels.size(); i++) {
        double error = z.detach().sub(pass.sum(i)).square().mean().item() * shape.dim();
        levels.get(i).follow(pass.input(i), pass.ids(i), error);
      }
    }
  }

  /** Bits of a pass's level by its codes' frequencies. */
  public double bits(Pass pass, int level) {
    double sum = 0;
    for (int id : pass.ids(level)) {
      sum += levels.get(level).bits()[id];
    }
    return sum;
  }

  /**
   * The quantizer that ships. Costs are already multiplied by their level's price: encode with
   * {@code bitPrice} 1 for the choices made in training, 0 for the nearest codes.
   */
  public PyramidQuantizer freeze() {
    var frozen = new ArrayList<PyramidQuantizer.Level>();
    for (int i = 0; i < levels.size(); i++) {
      var level = levels.get(i);
      frozen.add(
          new PyramidQuantizer.Level(
              shape.scales().get(i),
              shape.smooth(),
              new Codebook(shape.dim(), level.codes()),
              level.priced()));
    }
    return new PyramidQuantizer(frozen);
  }

  /** Everything, as flat arrays. */
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    state.put("energy", new float[] {(float) energy});
    for (int i = 0; i < levels.size(); i++) {
      levels.get(i).state("level." + i + ".", state);
    }
    return state;
  }

  /** Takes over what {@link #state()} gave. */
  public void restore(Map<String, float[]> state) {
    var stored = state.get("energy");
    energy = stored == null ? 0 : stored[0];
    for (int i = 0; i < levels.size(); i++) {
      levels.get(i).restore("level." + i + ".", state);
    }
  }
}
