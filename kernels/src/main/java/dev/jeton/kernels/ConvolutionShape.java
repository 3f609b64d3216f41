package dev.jeton.kernels;

/**
 * Sizes of a convolution. Zeros stand around the image: {@code paddingHeight} rows above and below,
 * {@code paddingWidth} columns left and right.
 */
public record ConvolutionShape(
    int inChannels,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int paddingHeight,
    int paddingWidth) {

  public ConvolutionShape {
    Check.atLeast("inChannels", 1, inChannels);
    Check.atLeast("outChannels", 1, outChannels);
    Check.atLeast("kernelHeight", 1, kernelHeight);
    Check.atLeast("kernelWidth", 1, kernelWidth);
    Check.atLeast("stride", 1, stride);
    Check.atLeast("paddingHeight", 0, paddingHeight);
    Check.atLeast("paddingWidth", 0, paddingWidth);
  }

  /** A square kernel of odd size with padding {@code kernel / 2}: stride 1 keeps the image size. */
  public static ConvolutionShape same(int inChannels, int outChannels, int kernel, int stride) {
    return new ConvolutionShape(
        inChannels, outChannels, kernel, kernel, stride, kernel / 2, kernel / 2);
  }

  /** Height of the output for an input of {@code height} rows, at least 0. */
  public int outHeight(int height) {
    return extent(height, kernelHeight, paddingHeight);
  }

  /** Width of the output for an input of {@code width} columns, at least 0. */
  public int outWidth(int width) {
    return extent(width, kernelWidth, paddingWidth);
  }

  private int extent(int size, int kernel, int padding) {
    int room = size + 2 * padding - kernel;
    return room < 0 ? 0 : room / stride + 1;
  }
}
