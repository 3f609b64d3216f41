package dev.jeton.learn;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * Layers between a picture's positions and a line of latent tokens: Yu et al., An Image is Worth 32
 * Tokens, arXiv:2406.07550, section 3. A line is a map of height 1.
 */
final class SequenceLayers {
  private SequenceLayers() {}

  /**
   * Appends {@code count} learnt vectors to the positions, which become a line in reading order:
   * latent tokens to a picture, or the places of a picture to latent tokens.
   */
  static Layer register(LayerParameters parameters, int count, int channels) {
    var table = parameters.normal("table", 0.02, count, channels);
    return (x, level) -> {
      long batch = x.size(0);
      var rows = table.transpose(0, 1).reshape(1, channels, 1, count);
      return IndexOps.cat(
          List.of(x.reshape(batch, channels, 1, -1), rows.expand(batch, channels, 1, count)), 3);
    };
  }

  /** Keeps the last height · width positions of a line, as a map. */
  static Layer last(int height, int width) {
    long count = (long) height * width;
    return (x, level) -> {
      var line = x.reshape(x.size(0), x.size(1), 1, -1);
      return line.narrow(3, line.size(3) - count, count)
          .reshape(x.size(0), x.size(1), height, width);
    };
  }

  /**
   * A line of at most {@code count} tokens, made full: a learnt vector stands where none is given,
   * and each place has a learnt vector added. While learning all are given, and {@code level} says
   * how many of each picture's are let through.
   */
  static Layer prefix(LayerParameters parameters, int count, int channels) {
    var table = parameters.normal("table", 0.02, count, channels);
    var mask = parameters.normal("mask", 0.02, channels);
    return (x, level) -> {
      long batch = x.size(0);
      long given = x.size(3);
      if (given > count) {
        throw new IllegalArgumentException(
            "prefix(%d,%d) was given %d tokens".formatted(count, channels, given));
      }
      var absent = mask.reshape(1, channels, 1, 1);
      var line = x;
      if (level != null) {
        var places = Tensor.range(given).to(x.device()).reshape(1, 1, 1, given).floats();
        var kept = IndexOps.less(places.sub(level.floats().reshape(-1, 1, 1, 1)), -0.5);
        line = IndexOps.where(kept, x, absent);
      }
      if (given < count) {
        line = IndexOps.cat(List.of(line, absent.expand(batch, channels, 1, count - given)), 3);
      }
      return line.add(table.transpose(0, 1).reshape(1, channels, 1, count));
    };
  }
}
