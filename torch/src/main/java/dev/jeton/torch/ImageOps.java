package dev.jeton.torch;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operations on images {@code [batch, channels, height, width]}. */
public final class ImageOps {
  private ImageOps() {}

  /**
   * Convolution with zeros around the image.
   *
   * @param weight {@code [out, in / groups, kernel, kernel]}
   * @param bias {@code [out]}, or null for none
   */
  public static Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, long stride, long padding, long groups) {
    return Tensor.call(
        "conv2d",
        () ->
            torch.conv2d(
                x.handle(),
                weight.handle(),
                bias == null ? new TensorOptional() : new TensorOptional(bias.handle()),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                groups),
        x,
        weight);
  }

  /** {@code [b, c·n², h, w]} to {@code [b, c, h·n, w·n]}. */
  public static Tensor pixelShuffle(Tensor x, int n) {
    return Tensor.call("pixelShuffle " + n, () -> torch.pixel_shuffle(x.handle(), n), x);
  }

  /** {@code [b, c, h·n, w·n]} to {@code [b, c·n², h, w]}. */
  public static Tensor pixelUnshuffle(Tensor x, int n) {
    return Tensor.call("pixelUnshuffle " + n, () -> torch.pixel_unshuffle(x.handle(), n), x);
  }

  /** Means of n×n squares; a rest at the right and lower edge is averaged over what is there. */
  public static Tensor averagePool(Tensor x, int n) {
    return Tensor.call(
        "averagePool " + n,
        () ->
            torch.avg_pool2d(
                x.handle(),
                new long[] {n, n},
                new long[] {n, n},
                new long[] {0, 0},
                true,
                false,
                new LongOptional()),
        x);
  }

  /** Each pixel repeated to fill {@code height × width}. */
  public static Tensor nearest(Tensor x, long height, long width) {
    return Tensor.call(
        "nearest",
        () ->
            torch.upsample_nearest2d(
                x.handle(), new long[] {height, width}, new DoubleOptional(), new DoubleOptional()),
        x);
  }

  /** Bilinear resampling, pixel centres at halves ({@code align_corners = false}). */
  public static Tensor bilinear(Tensor x, long height, long width) {
    return Tensor.call(
        "bilinear",
        () ->
            torch.upsample_bilinear2d(
                x.handle(),
                new long[] {height, width},
                false,
                new DoubleOptional(),
                new DoubleOptional()),
        x);
  }

  /** A border in which the edge pixels are repeated. */
  public static Tensor padEdges(Tensor x, long left, long right, long top, long bottom) {
    return Tensor.call(
        "padEdges",
        () ->
            torch.pad(
                x.handle(),
                new long[] {left, right, top, bottom},
                "replicate",
                new DoubleOptional()),
        x);
  }
}
