package dev.jeton.kernels;

/**
 * A two-dimensional convolution ready to run: weights in panels, bias, activation. Images are
 * {@code [height][width][channels]}, so a 1 x 1 convolution is a matrix product and a linear layer
 * over n tokens is a 1 x 1 convolution of a 1 x n image. Immutable and safe to share between
 * threads.
 */
public final class Convolution {
  private final ConvolutionShape shape;
  private final MatrixPanels weights; // [kernelHeight * kernelWidth * inChannels][outChannels]
  private final float[] bias; // [outChannels]
  private final Activation activation;

  private Convolution(
      ConvolutionShape shape, MatrixPanels weights, float[] bias, Activation activation) {
    this.shape = shape;
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
  }

  /**
   * @param weights {@code [outChannels][inChannels][kernelHeight][kernelWidth]}, the order of torch
   * @param bias {@code [outChannels]}
   */
  public static Convolution of(
      ConvolutionShape shape, float[] weights, float[] bias, Activation activation) {
    return of(Kernels.panelShape(), shape, weights, bias, activation);
  }

  static Convolution of(
      PanelShape panels,
      ConvolutionShape shape,
      float[] weights,
      float[] bias,
      Activation activation) {
    int taps = shape.kernelHeight() * shape.kernelWidth();
    int in = shape.inChannels();
    int out = shape.outChannels();
    Check.equal("weights of " + shape, Math.multiplyExact(taps * in, out), weights.length);
    Check.equal("bias of " + shape, out, bias.length);
    var matrix = new float[weights.length]; // [tap][in][out]
    for (int o = 0; o < out; o++) {
      for (int c = 0; c < in; c++) {
        for (int t = 0; t < taps; t++) {
          matrix[(t * in + c) * out + o] = weights[(o * in + c) * taps + t];
        }
      }
    }
    var packed = new MatrixPanels(panels, MatrixView.of(matrix, taps * in, out));
    return new Convolution(shape, packed, bias.clone(), activation);
  }

  public ConvolutionShape shape() {
    return shape;
  }

  public Activation activation() {
    return activation;
  }

  MatrixPanels weights() {
    return weights;
  }

  float[] bias() {
    return bias;
  }
}
