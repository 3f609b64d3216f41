package dev.jeton.beds;

import dev.jeton.learn.Losses;
import dev.jeton.learn.Objective;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Device;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Trains a {@link PictureCodec}: squared error in units of the pictures' variance (van den Oord et
 * al.'s released code divides by it too), the quantizer's own terms, and what else a system adds.
 */
public final class PictureAutoencoding implements Objective {
  private final PictureCodec codec;
  private final Pictures pictures;
  private final int batch;
  private final Device device;
  private final Terms extra;
  private final double variance;

  /** Losses beside reconstruction and quantisation. */
  public interface Terms {
    /** Scalars with gradient, already weighted, by name. */
    SequencedMap<String, Tensor> of(PictureCodec.Pass pass, Pictures.Batch batch);
  }

  /**
   * @param batch pictures per step
   */
  public PictureAutoencoding(
      PictureCodec codec, Pictures pictures, int batch, Device device, Terms extra) {
    this.codec = codec;
    this.pictures = pictures;
    this.batch = batch;
    this.device = device;
    this.extra = extra;
    this.variance = PictureEvaluation.variance(pictures);
  }

  /** No losses beside reconstruction and quantisation. */
  public static Terms nothingElse() {
    return (pass, batch) -> new LinkedHashMap<>();
  }

  @Override
  public Loss loss(Step step) {
    var drawn = pictures.batch(step.seed(), step.index(), batch);
    var on = new Pictures.Batch(drawn.pictures().to(device), drawn.labels().to(device));
    var pass = codec.forward(on.pictures());
    var parts = new LinkedHashMap<String, Double>();
    var mse = Losses.squared(on.pictures(), pass.decoded()).mean();
    parts.put("psnr", -10 * Math.log10(mse.item()));
    var total = mse.div(variance);
    var terms = new LinkedHashMap<>(pass.quantized().terms());
    terms.putAll(extra.of(pass, on));
    for (var term : terms.entrySet()) {
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
