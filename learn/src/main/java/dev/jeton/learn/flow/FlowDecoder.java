package dev.jeton.learn.flow;

import dev.jeton.learn.LayerParameters;
import dev.jeton.learn.SequenceLayers;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws pictures from registers: a transformer over registers and the patches of a noised picture
 * that predicts the velocity of the {@link RectifiedFlow}. Bachmann et al., FlexTok,
 * arXiv:2502.13967, section 3; blocks as in Peebles and Xie, arXiv:2212.09748, with modulations of
 * their own for registers and patches. Registers at and beyond the kept count are overwritten by
 * one learnt vector, all of them by another where there is no condition.
 *
 * <p>Beside attention there is a shorter way from registers to patches, which the paper has not: a
 * learnt linear map that starts as the inverse cosine transform. Without it a decoder takes
 * thousands of steps to look at its registers at all.
 */
public final class FlowDecoder {
  /**
   * @param layers blocks
   * @param dim numbers per place, even
   * @param heads of attention; divides {@code dim}
   * @param hidden numbers inside the second half of a block
   * @param registers most that a picture is drawn from
   * @param registerDim numbers per register
   * @param channels of the picture
   * @param side of the picture in pixels
   * @param patch side of a patch in pixels; divides {@code side}
   */
  public record Shape(
      int layers,
      int dim,
      int heads,
      int hidden,
      int registers,
      int registerDim,
      int channels,
      int side,
      int patch) {
    public Shape {
      if (heads < 1 || dim % heads != 0 || dim % 2 != 0) {
        throw new IllegalArgumentException(
            "expected an even dim that %d heads divide, found %d".formatted(heads, dim));
      }
      if (patch < 1 || side % patch != 0) {
        throw new IllegalArgumentException(
            "expected patches that divide a side of %d, found %d".formatted(side, patch));
      }
    }

    int grid() {
      return side / patch;
    }

    int values() {
      return channels * patch * patch;
    }
  }

  /**
   * One look at noised pictures.
   *
   * @param velocity {@code [n, channels, side, side]}
   * @param layers what the patches became after each block, {@code [n, patches, dim]}
   */
  public record Pass(Tensor velocity, List<Tensor> layers) {}

  private final Shape shape;
  private final TimeEmbedding time;
  private final Tensor registerIn;
  private final Tensor registerBias;
  private final Tensor registerPositions;
  private final Tensor mix;
  private final Tensor mask;
  private final Tensor absent;
  private final Tensor patchIn;
  private final Tensor patchBias;
  private final Tensor patchPositions;
  private final List<ModulatedBlock> blocks = new ArrayList<>();
  private final Modulation last;
  private final Tensor out;
  private final Tensor outBias;

  /** Parameters that {@code parameters} does not hold yet are created; blocks start as identity. */
  public FlowDecoder(Shape shape, Parameters parameters, String prefix) {
    this.shape = shape;
    int dim = shape.dim();
    int grid = shape.grid();
    var own = new LayerParameters(parameters, prefix);
    time = new TimeEmbedding(own.within("time"), dim);
    registerIn =
        own.normal("register.weight", 1 / Math.sqrt(shape.registerDim()), dim, shape.registerDim());
    registerBias = own.constant("register.bias", 0, dim);
    registerPositions = own.normal("register.positions", 0.3, shape.registers(), dim);
    mix = SequenceLayers.spread(own, grid, shape.registers());
    mask = own.constant("mask", 0, 1, 1, dim);
    absent = own.constant("absent", 0, 1, 1, dim);
    patchIn = own.normal("patch.weight", 1 / Math.sqrt(shape.values()), dim, shape.values());
    patchBias = own.constant("patch.bias", 0, dim);
    patchPositions = own.normal("patch.positions", 0.3, (long) grid * grid, dim);
    for (int i = 0; i < shape.layers(); i++) {
      blocks.add(new ModulatedBlock(own.within("block." + i), dim, shape.heads(), shape.hidden()));
    }
    last = new Modulation(own.within("last"), dim, 2);
    out = own.constant("out.weight", 0, shape.values(), dim);
    outBias = own.constant("out.bias", 0, shape.values());
  }

  public Shape shape() {
    return shape;
  }

  /**
   * The velocity, and what the blocks made of the patches.
   *
   * @param x noised pictures {@code [n, channels, side, side]}
   * @param times of each sample, or a single one of all
   */
  public Pass forward(Tensor x, float[] times, RegisterCondition condition) {
    check(x, times, condition);
    var moment = NetOps.silu(time.forward(times));
    var registers = registers(condition);
    var mixed = mix.matmul(registers); // [n, patches, dim]
    var groups = new ModulatedBlock.Groups(registers.add(registerPositions), patches(x).add(mixed));
    var layers = new ArrayList<Tensor>();
    for (var block : blocks) {
      groups = block.forward(groups, moment);
      layers.add(groups.patches());
    }
    var ends = last.of(moment);
    var y = Modulation.apply(groups.patches(), ends.get(0), ends.get(1));
    var values = NetOps.linear(y, out, outBias).transpose(1, 2); // [n, values, patches]
    var velocity =
        ImageOps.pixelShuffle(
            values.reshape(x.size(0), shape.values(), shape.grid(), shape.grid()), shape.patch());
    return new Pass(velocity, layers);
  }

  /** The velocities under this condition, for a {@link FlowSampler}. */
  public VelocityField under(RegisterCondition condition) {
    return (x, t) -> forward(x, new float[] {(float) t}, condition).velocity();
  }

  private void check(Tensor x, float[] times, RegisterCondition condition) {
    long n = x.size(0);
    var expected = new long[] {n, shape.channels(), shape.side(), shape.side()};
    var registers = new long[] {n, shape.registers(), shape.registerDim()};
    if (!Arrays.equals(x.shape(), expected)
        || !Arrays.equals(condition.registers().shape(), registers)
        || times.length != 1 && times.length != n) {
      throw new IllegalArgumentException(
          "expected pictures %s, registers %s and 1 or %d times, found %s, %s and %d"
              .formatted(
                  Arrays.toString(expected),
                  Arrays.toString(registers),
                  n,
                  Arrays.toString(x.shape()),
                  Arrays.toString(condition.registers().shape()),
                  times.length));
    }
  }

  /** {@code [n, patches, dim]}. */
  private Tensor patches(Tensor x) {
    var rows =
        ImageOps.pixelUnshuffle(x, shape.patch())
            .reshape(x.size(0), shape.values(), -1)
            .transpose(1, 2);
    return NetOps.linear(rows, patchIn, patchBias).add(patchPositions);
  }

  /** {@code [n, registers, dim]}; the given tensor is not changed. */
  private Tensor registers(RegisterCondition condition) {
    var places = Tensor.range(shape.registers()).to(condition.kept().device());
    var read =
        IndexOps.greater(
            condition.kept().reshape(-1, 1, 1).sub(places.reshape(1, -1, 1)),
            0); // [n, registers, 1]
    var rows = NetOps.linear(condition.registers(), registerIn, registerBias);
    var masked = IndexOps.where(read, rows, mask);
    var given = condition.given();
    return given == null
        ? masked
        : IndexOps.where(IndexOps.greater(given.reshape(-1, 1, 1), 0.5), masked, absent);
  }
}
