package dev.jeton.beds;

import dev.jeton.core.Signal;
import dev.jeton.learn.data.Pictures;
import dev.jeton.torch.Tensor;
import java.util.List;

/** Between pictures of a data set, signals and tensors. */
final class PictureSignals {
  private static final int CHANNELS = Signal.Image.CHANNELS;

  private PictureSignals() {}

  /** A picture, in colour; grey is expanded. */
  static Signal.Image image(Pictures pictures, int index, boolean mirror) {
    int height = pictures.height();
    int width = pictures.width();
    byte[] planes = pictures.pixels(index);
    var pixels = new float[height * width * CHANNELS];
    for (int i = 0; i < height * width; i++) {
      int from = mirror ? i - i % width + width - 1 - i % width : i;
      for (int c = 0; c < CHANNELS; c++) {
        int plane = pictures.channels() == 1 ? 0 : c;
        pixels[i * CHANNELS + c] = (planes[plane * height * width + from] & 0xFF) / 255f;
      }
    }
    return new Signal.Image(width, height, pixels);
  }

  /**
   * Pictures of one size.
   *
   * @return {@code [n, channels, height, width]}
   */
  static Tensor tensor(List<Signal.Image> images) {
    int height = images.getFirst().height();
    int width = images.getFirst().width();
    int plane = height * width;
    var values = new float[images.size() * CHANNELS * plane];
    int at = 0;
    for (var image : images) {
      for (int c = 0; c < CHANNELS; c++) {
        for (int i = 0; i < plane; i++) {
          values[at++] = image.pixels()[i * CHANNELS + c];
        }
      }
    }
    return Tensor.of(values, images.size(), CHANNELS, height, width);
  }
}
