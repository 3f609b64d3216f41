package dev.jeton.learn.elastic;

import dev.jeton.learn.Layer;
import dev.jeton.learn.Losses;
import dev.jeton.learn.Network;
import dev.jeton.learn.Objective;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;

/**
 * Training in two stages through the codes of a teacher: Yu et al., arXiv:2406.07550, section 3.3.
 * In the first the tokens' decoder predicts, for each patch, which code a frozen codec with a token
 * per patch gives it. In the second encoder and codebook rest, each patch's vector is the mean of
 * the teacher's codes weighted by their probability, and the tokens' decoder learns on together
 * with the teacher's decoder on pixels. Runs short enough to need no checkpoints: the quantizer's
 * state is not kept.
 */
public final class ProxyCodes {

  /**
   * A codec with one token per patch.
   *
   * @param ids of pictures {@code [n, 3, side, side]}: {@code [n · g · g]}, int64, row by row
   * @param codes {@code [codes, dim]}
   * @param decoder {@code [n, dim, g, g]} to pictures
   */
  public record Teacher(Ids ids, Tensor codes, Layer decoder) {
    /** The teacher's own encoder and quantizer, without gradient. */
    public interface Ids {
      Tensor of(Tensor pictures);
    }
  }

  private final ElasticShape shape;
  private final LatentCodec scores;
  private final Teacher teacher;
  private final ElasticAutoencoding.Source source;
  private final int batch;
  private final double variance;

  /**
   * @param shape of the student
   * @param parameters under {@code encoder.} and {@code proxy.}
   * @param batch pictures per step
   * @param variance as in {@link ElasticAutoencoding}
   */
  public ProxyCodes(
      ElasticShape shape,
      TrainableQuantizer quantizer,
      Parameters parameters,
      Teacher teacher,
      ElasticAutoencoding.Source source,
      int batch,
      double variance) {
    this.shape = shape;
    this.scores =
        new LatentCodec(
            Network.of(shape.encoder(), parameters, "encoder."),
            quantizer,
            Network.of(shape.classifier((int) teacher.codes().size(0)), parameters, "proxy."));
    this.teacher = teacher;
    this.source = source;
    this.batch = batch;
    this.variance = variance;
  }

  /**
   * The codec from tokens to pixels by way of the teacher's codes: softmax over the scores, the
   * mean code, the teacher's decoder.
   */
  public LatentCodec codec() {
    Layer decoder = (z, level) -> pixels(scores.decoder().forward(z, level));
    return new LatentCodec(scores.encoder(), scores.quantizer(), decoder);
  }

  /** Pictures from scores {@code [n, codes, g, g]}. */
  private Tensor pixels(Tensor logits) {
    var p = logits.permute(0, 2, 3, 1).softmax(-1); // [n, g, g, codes]
    return teacher.decoder().forward(p.matmul(teacher.codes()).permute(0, 3, 1, 2));
  }

  /** The first stage: −ln p of the teacher's codes, plus the quantizer's own terms. */
  public Objective codes() {
    return new Objective() {
      @Override
      public Loss loss(Step step) {
        var x = source.batch(step.seed(), step.index(), batch);
        Tensor targets;
        try (var noGrad = new NoGrad()) {
          targets = teacher.ids().of(x);
        }
        var pass = scores.forward(x, null);
        long codes = teacher.codes().size(0);
        var logits = pass.decoded().permute(0, 2, 3, 1).reshape(-1, codes);
        var entropy = NetOps.crossEntropy(logits, targets);
        var right = IndexOps.same(IndexOps.argmax(logits, 1), targets).floats().mean();
        var parts = new LinkedHashMap<String, Double>();
        parts.put("right", right.item());
        return new Loss(entropy.add(pass.quantized().loss()), parts);
      }

      @Override
      public void changed(Step step) {
        scores.quantizer().changed();
      }
    };
  }

  /** The second stage: squared error on pixels; encoder and codebook stay as they are. */
  public Objective pixels() {
    return new Objective() {
      @Override
      public Loss loss(Step step) {
        var x = source.batch(step.seed(), step.index(), batch);
        Tensor decoded;
        try (var noGrad = new NoGrad()) {
          decoded = scores.quantizer().forward(scores.encode(x)).decoded().detach();
        }
        boolean grid = shape.tokens() == ElasticShape.Tokens.GRID;
        int high = grid ? shape.grid() : 1;
        var logits = scores.decode(decoded, high, shape.count() / high, null);
        var mse = Losses.squared(x, pixels(logits)).mean();
        var parts = new LinkedHashMap<String, Double>();
        parts.put("psnr", -10 * Math.log10(mse.item()));
        return new Loss(mse.div(variance), parts);
      }
    };
  }
}
