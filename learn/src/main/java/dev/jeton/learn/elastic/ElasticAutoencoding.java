package dev.jeton.learn.elastic;

import dev.jeton.learn.Losses;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.Objective;
import dev.jeton.torch.Device;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/**
 * Trains a {@link LatentCodec} on pixels: squared error of each picture decoded from as many of its
 * first tokens as chance says, in units of the pictures' variance, plus the quantizer's own terms.
 */
public final class ElasticAutoencoding implements Objective {

  /** Where pictures come from. */
  public interface Source {
    /**
     * A step's pictures, a pure function of its arguments.
     *
     * @return {@code [count, 3, side, side]} in 0..1
     */
    Tensor batch(long seed, long step, int count);
  }

  private final LatentCodec codec;
  private final NestedDropout dropout;
  private final Source source;
  private final int batch;
  private final double variance;
  private final Device device;

  /**
   * @param batch pictures per step
   * @param variance of the pictures' values, such as 0.06: scales the squared error
   */
  public ElasticAutoencoding(
      LatentCodec codec,
      NestedDropout dropout,
      Source source,
      int batch,
      double variance,
      Device device) {
    this.codec = codec;
    this.dropout = dropout;
    this.source = source;
    this.batch = batch;
    this.variance = variance;
    this.device = device;
  }

  @Override
  public Loss loss(Step step) {
    var x = source.batch(step.seed(), step.index(), batch).to(device);
    var kept =
        dropout.whole() == 1
            ? null
            : dropout.draw(batch, new SplittableRandom(step.random())).to(device);
    var pass = codec.forward(x, kept);
    var mse = Losses.squared(x, pass.decoded()).mean();
    var parts = new LinkedHashMap<String, Double>();
    parts.put("psnr", -10 * Math.log10(mse.item()));
    var total = mse.div(variance);
    for (var term : pass.quantized().terms().entrySet()) {
      parts.put(term.getKey(), term.getValue().item());
      total = total.add(term.getValue());
    }
    return new Loss(total, parts);
  }

  @Override
  public void changed(Step step) {
    codec.quantizer().changed();
  }

  @Override
  public SequencedMap<String, float[]> state() {
    return codec.quantizer().state();
  }

  @Override
  public void restore(Map<String, float[]> state) {
    codec.quantizer().restore(state);
  }
}
