package dev.jeton.kernels;

import java.util.Arrays;

/**
 * Convolution as a product of matrices without writing out the matrix of patches: a row of it is a
 * few runs of the image, one per kernel row, so that the tiles read the image itself (or a strip of
 * it with its zeros around) at one offset per output pixel.
 */
final class VectorConvolutionKernels {
  /** Output pixels per strip, about: several tiles, and the sums stay in the second-level cache. */
  private static final int PIXELS = 192;

  /** Runs shorter than this are gathered into patches after all. */
  private static final int SHORT_RUN = 64;

  private VectorConvolutionKernels() {}

  /** Output rows [from, to). */
  static void conv2d(
      Convolution convolution,
      float[] x,
      int xFrom,
      int height,
      int width,
      float[] y,
      int yFrom,
      int from,
      int to) {
    var shape = convolution.shape();
    int outWidth = shape.outWidth(width);
    if (outWidth == 0) {
      return;
    }
    var scratch = VectorScratchKernels.get();
    int rows = (PIXELS + outWidth - 1) / outWidth;
    for (int top = from; top < to; top += rows) {
      int end = Math.min(to, top + rows);
      int count = (end - top) * outWidth;
      int at = yFrom + top * outWidth * shape.outChannels();
      var runs = runs(shape, x, xFrom, height, width, top, end, scratch);
      multiply(convolution, runs, count, y, at, scratch);
      VectorMathKernels.activate(convolution.activation(), y, at, at + count * shape.outChannels());
    }
  }

  /**
   * Where the numbers under the kernel stand: for output pixel i of the strip, run r is the {@code
   * length} numbers from {@code values[pixels[i] + r * stride]} on.
   */
  private record Runs(float[] values, int[] pixels, int runs, int length, int stride) {}

  private static Runs runs(
      ConvolutionShape shape,
      float[] x,
      int xFrom,
      int height,
      int width,
      int top,
      int end,
      VectorScratchKernels scratch) {
    int channels = shape.inChannels();
    int run = shape.kernelWidth() * channels;
    int outWidth = shape.outWidth(width);
    int count = (end - top) * outWidth;
    int[] pixels = scratch.rows(count);
    boolean bare = shape.paddingHeight() == 0 && shape.paddingWidth() == 0;
    boolean one = shape.kernelHeight() == 1 && shape.kernelWidth() == 1;
    if (run < SHORT_RUN && !(bare && one)) {
      int size = run * shape.kernelHeight();
      float[] patches = patches(shape, x, xFrom, height, width, top, end, scratch);
      for (int i = 0; i < count; i++) {
        pixels[i] = i * size;
      }
      VectorMatrixKernels.repeatLast(pixels, count);
      return new Runs(patches, pixels, 1, size, 0);
    }
    int padded = width + 2 * shape.paddingWidth();
    float[] strip = bare ? x : strip(shape, x, xFrom, height, width, top, end, scratch);
    int start = bare ? xFrom + top * shape.stride() * width * channels : 0;
    for (int i = 0; i < count; i++) {
      int row = i / outWidth * shape.stride();
      int column = i % outWidth * shape.stride();
      pixels[i] = start + (row * padded + column) * channels;
    }
    VectorMatrixKernels.repeatLast(pixels, count);
    return new Runs(strip, pixels, shape.kernelHeight(), run, padded * channels);
  }

  /** The input rows under output rows [top, end), with zeros around the image. */
  private static float[] strip(
      ConvolutionShape shape,
      float[] x,
      int xFrom,
      int height,
      int width,
      int top,
      int end,
      VectorScratchKernels scratch) {
    int channels = shape.inChannels();
    int rows = (end - top - 1) * shape.stride() + shape.kernelHeight();
    int margin = shape.paddingWidth() * channels;
    int inside = width * channels;
    int length = inside + 2 * margin;
    float[] strip = scratch.block(Math.multiplyExact(rows, length));
    for (int r = 0; r < rows; r++) {
      int source = top * shape.stride() - shape.paddingHeight() + r;
      int to = r * length;
      if (source < 0 || source >= height) {
        Arrays.fill(strip, to, to + length, 0);
      } else {
        Arrays.fill(strip, to, to + margin, 0);
        System.arraycopy(x, xFrom + source * inside, strip, to + margin, inside);
        Arrays.fill(strip, to + margin + inside, to + length, 0);
      }
    }
    return strip;
  }

  /** All that each output pixel sees, one after the other. */
  private static float[] patches(
      ConvolutionShape shape,
      float[] x,
      int xFrom,
      int height,
      int width,
      int top,
      int end,
      VectorScratchKernels scratch) {
    int channels = shape.inChannels();
    int outWidth = shape.outWidth(width);
    int run = shape.kernelWidth() * channels;
    int size = run * shape.kernelHeight();
    float[] patches = scratch.block(Math.multiplyExact((end - top) * outWidth, size));
    int to = 0;
    for (int oy = top; oy < end; oy++) {
      for (int ox = 0; ox < outWidth; ox++) {
        int left = ox * shape.stride() - shape.paddingWidth();
        int first = Math.clamp(-left, 0, shape.kernelWidth());
        int last = Math.clamp(width - left, first, shape.kernelWidth());
        for (int ky = 0; ky < shape.kernelHeight(); ky++, to += run) {
          int row = oy * shape.stride() - shape.paddingHeight() + ky;
          if (row < 0 || row >= height) {
            Arrays.fill(patches, to, to + run, 0);
            continue;
          }
          int source = xFrom + (row * width + left) * channels;
          Arrays.fill(patches, to, to + first * channels, 0);
          for (int c = first * channels; c < last * channels; c++) {
            patches[to + c] = x[source + c];
          }
          Arrays.fill(patches, to + last * channels, to + run, 0);
        }
      }
    }
    return patches;
  }

  private static void multiply(
      Convolution convolution,
      Runs runs,
      int count,
      float[] y,
      int at,
      VectorScratchKernels scratch) {
    var weights = convolution.weights();
    int out = weights.columns();
    int parts = (runs.length() + VectorMatrixKernels.DEPTH - 1) / VectorMatrixKernels.DEPTH;
    for (int p = 0; p < weights.panels(); p++) {
      int first = p * weights.width();
      float[] init = convolution.bias();
      int initFrom = first;
      int initStride = 0;
      for (int r = 0; r < runs.runs(); r++) {
        for (int part = 0; part < parts; part++) {
          int k = runs.length() * part / parts;
          int depth = runs.length() * (part + 1) / parts - k;
          VectorMatrixKernels.panel(
              runs.values(),
              runs.pixels(),
              count,
              r * runs.stride() + k,
              weights,
              p,
              r * runs.length() + k,
              depth,
              init,
              initFrom,
              initStride,
              y,
              at + first,
              out,
              scratch);
          init = y;
          initFrom = at + first;
          initStride = out;
        }
      }
    }
  }
}
