package dev.jeton.media.image;

import dev.jeton.core.Extent;
import dev.jeton.core.Signal;
import dev.jeton.nets.FeatureMap;
import dev.jeton.nets.TiledNetwork;

/**
 * Pictures to vectors by one trained network and back by another. Pictures of any size go through
 * in overlapping tiles, so memory is bounded and no seams show.
 *
 * @param encoder from pixels {@code [height][width][3]} to vectors; shrinks by the stride
 * @param decoder the reverse; may look up how many levels its vectors were decoded from
 * @param dim numbers per vector
 */
public record NetworkTransform(TiledNetwork encoder, TiledNetwork decoder, int dim)
    implements ImageTransform {
  public NetworkTransform {
    if (encoder.network().shrink() != decoder.network().enlarge()) {
      throw new IllegalArgumentException(
          "the encoder shrinks by %d, the decoder enlarges by %d"
              .formatted(encoder.network().shrink(), decoder.network().enlarge()));
    }
  }

  @Override
  public int stride() {
    return encoder.network().shrink();
  }

  @Override
  public float[] analyse(Signal.Image image) {
    var pixels =
        new FeatureMap(image.height(), image.width(), Signal.Image.CHANNELS, image.pixels());
    return encoder.forward(pixels, 0).values();
  }

  @Override
  public Signal.Image synthesise(float[] vectors, int levels, int width, int height) {
    var grid = grid(Extent.of(height, width));
    var map = decoder.forward(new FeatureMap(grid.size(0), grid.size(1), dim, vectors), levels);
    var pixels = new float[height * width * Signal.Image.CHANNELS];
    int row = width * Signal.Image.CHANNELS;
    for (int y = 0; y < height; y++) {
      int from = y * map.width() * Signal.Image.CHANNELS;
      for (int x = 0; x < row; x++) {
        pixels[y * row + x] = Math.clamp(map.values()[from + x], 0f, 1f);
      }
    }
    return new Signal.Image(width, height, pixels);
  }
}
