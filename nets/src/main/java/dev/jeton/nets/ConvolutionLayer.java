package dev.jeton.nets;

import dev.jeton.kernels.Convolution;
import dev.jeton.kernels.Kernels;

/** {@code conv(in,out,kernel)}: stride 1, zeros around the map, bias. */
record ConvolutionLayer(Convolution convolution) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    var y = pass.take(x.height(), x.width(), convolution.shape().outChannels());
    Kernels.conv2d(convolution, x.values(), x.height(), x.width(), y.values());
    pass.give(x);
    return y;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, convolution.shape().paddingHeight());
  }
}
