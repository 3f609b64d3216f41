package dev.jeton.learn;

import dev.jeton.torch.ImageOps;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/** What training makes small; each gives one value per image, {@code [batch]}. */
public final class Losses {
  private static final int WINDOW = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] SCALE_WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  private Losses() {}

  /** Mean of |x − y|. */
  public static Tensor absolute(Tensor x, Tensor y) {
    return perImage(x.sub(y).abs());
  }

  /** Mean of (x − y)². */
  public static Tensor squared(Tensor x, Tensor y) {
    return perImage(x.sub(y).square());
  }

  private static Tensor perImage(Tensor x) {
    return x.reshape(x.size(0), -1).mean(1).reshape(-1);
  }

  /**
   * Multi-scale structural similarity of images in 0..1, mean over channels: Wang, Simoncelli and
   * Bovik, Multi-scale structural similarity (2003), eq. 7, Gaussian window 11, σ 1.5, without
   * padding. 1 is equality; the loss is 1 minus this. With fewer than five scales the weights are
   * scaled to sum to 1. Contrast is floored at 1e-3 to keep the gradient of the power finite, and y
   * is clamped to -1..2, beyond which fp32 variances would cancel to noise.
   *
   * @param x {@code [batch, channels, height, width]}; the shorter side at least {@code 11 ·
   *     2^(scales−1)}
   * @param scales 1 to 5
   */
  public static Tensor msSsim(Tensor x, Tensor y, int scales) {
    if (scales < 1
        || scales > SCALE_WEIGHTS.length
        || Math.min(x.size(2), x.size(3)) >> (scales - 1) < WINDOW) {
      throw new IllegalArgumentException(
          "MS-SSIM over %d scales wants sides of at least %d, found %d x %d"
              .formatted(scales, (long) WINDOW << Math.max(0, scales - 1), x.size(2), x.size(3)));
    }
    double total = 0;
    for (int i = 0; i < scales; i++) {
      total += SCALE_WEIGHTS[i];
    }
    y = y.clamp(-1, 2);
    Tensor product = Tensor.full(1).to(x.device());
    for (int i = 0; i < scales; i++) {
      boolean last = i == scales - 1;
      var term = similarity(x, y, last).mean(2, 3).clampMin(1e-3); // [batch, channels, 1, 1]
      product = product.mul(term.pow(SCALE_WEIGHTS[i] / total));
      if (!last) {
        x = ImageOps.averagePool(x, 2);
        y = ImageOps.averagePool(y, 2);
      }
    }
    return product.reshape(product.size(0), -1).mean(1).reshape(-1);
  }

  /** The most MS-SSIM scales that images with this shorter side allow, up to 5. */
  public static int scales(long side) {
    int scales = 0;
    while (scales < SCALE_WEIGHTS.length && side >> scales >= WINDOW) {
      scales++;
    }
    return scales;
  }

  /**
   * What a latent would cost at a given error, weighed by that error: ½ s² log₂(1 + z² / s²),
   * summed over channels, mean over places. The factor s² lets small errors pay less.
   *
   * @param z {@code [batch, channels, h, w]}
   * @param error s² per image, {@code [batch, 1, 1, 1]}
   * @return {@code [batch]}
   */
  public static Tensor gaussianBits(Tensor z, Tensor error) {
    var bits = z.square().div(error).add(1).log().mul(error).mul(0.5 / Math.log(2));
    return perImage(bits).mul((double) z.size(1));
  }

  /**
   * InfoNCE (van den Oord et al., arXiv:1807.03748, eq. 4): −ln of the share that each row's own
   * teacher has among the batch's, exp(cosine / temperature) each. A scalar.
   *
   * @param predicted {@code [n, dim]}
   * @param teacher {@code [n, dim]}; no gradient reaches it
   */
  public static Tensor contrastive(Tensor predicted, Tensor teacher, double temperature) {
    var scores = unit(predicted).matmul(unit(teacher.detach()).transpose(0, 1)).div(temperature);
    return NetOps.crossEntropy(scores, Tensor.range(predicted.size(0)).to(predicted.device()));
  }

  private static Tensor unit(Tensor rows) {
    return rows.mul(rows.square().sum(1).add(1e-12).rsqrt());
  }

  /** Contrast and structure at each window, times luminance if {@code luminance}. */
  private static Tensor similarity(Tensor x, Tensor y, boolean luminance) {
    int c = (int) x.size(1);
    var all = IndexOps.cat(List.of(x, y, x.square(), y.square(), x.mul(y)), 1);
    var rows = blur((int) x.size(2)).to(x.device());
    var columns = blur((int) x.size(3)).to(x.device()).transpose(0, 1);
    var means = rows.matmul(all).matmul(columns);
    var mx = means.narrow(1, 0, c);
    var my = means.narrow(1, c, c);
    var mxy = mx.mul(my);
    var squares = mx.square().add(my.square());
    var xy = means.narrow(1, 4L * c, c).sub(mxy);
    var variances = means.narrow(1, 2L * c, c).add(means.narrow(1, 3L * c, c)).sub(squares);
    var structure = xy.mul(2).add(C2).div(variances.add(C2));
    return luminance ? structure.mul(mxy.mul(2).add(C1).div(squares.add(C1))) : structure;
  }

  /** The Gaussian window as a banded matrix {@code [n − 10, n]}: two products blur an image. */
  private static Tensor blur(int n) {
    var window = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double d = i - WINDOW / 2;
      window[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA));
      sum += window[i];
    }
    int rows = n - WINDOW + 1;
    var matrix = new float[rows * n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < WINDOW; i++) {
        matrix[r * n + r + i] = (float) (window[i] / sum);
      }
    }
    return Tensor.of(matrix, rows, n);
  }
}
