package dev.jeton.learn;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers between a picture's positions and a line of latent tokens: Yu et al., An Image is Worth 32
 * Tokens, arXiv:2406.07550, section 3. A line is a map of height 1.
 */
public final class SequenceLayers {
  private SequenceLayers() {}

  /**
   * Appends {@code count} learnt vectors to the positions, which become a line in reading order:
   * latent tokens to a picture, or the places of a picture to latent tokens.
   *
   * @param mix what the vectors have added: a learnt linear map of the positions, or null
   */
  static Layer register(LayerParameters parameters, int count, int channels, @Nullable Tensor mix) {
    var table = parameters.normal("table", 0.02, count, channels);
    return (x, level) -> {
      long batch = x.size(0);
      var line = x.reshape(batch, channels, 1, -1);
      var rows = table.transpose(0, 1).reshape(1, channels, 1, count);
      if (mix == null) {
        rows = rows.expand(batch, channels, 1, count);
      } else {
        if (line.size(3) != mix.size(1)) {
          throw new IllegalArgumentException(
              "register expected %d positions, found %d".formatted(mix.size(1), line.size(3)));
        }
        rows = NetOps.linear(line, mix, null).add(rows);
      }
      return IndexOps.cat(List.of(line, rows), 3);
    };
  }

  /**
   * The map from a grid's places to tokens, {@code [count][side²]}: it starts as the orthonormal
   * two-dimensional cosine transform, lowest frequencies first, so that the first tokens start as
   * what natural pictures have most of.
   */
  static Tensor pooled(LayerParameters parameters, int count, int side) {
    return parameters.values("mix", cosines(count, side), count, (long) side * side);
  }

  /** The reverse, {@code [side²][count]}: it starts as the inverse transform. */
  public static Tensor spread(LayerParameters parameters, int side, int count) {
    var cosines = cosines(count, side);
    int places = side * side;
    var mix = new float[cosines.length];
    for (int k = 0; k < count; k++) {
      for (int place = 0; place < places; place++) {
        mix[place * count + k] = cosines[k * places + place];
      }
    }
    return parameters.values("mix", mix, places, count);
  }

  /** Row k is the k-th cosine by rising u + v, then by v; rows beyond side² are 0. */
  private static float[] cosines(int count, int side) {
    int places = side * side;
    var rows = new float[count * places];
    int k = 0;
    for (int sum = 0; sum <= 2 * (side - 1); sum++) {
      for (int v = Math.max(0, sum - side + 1); v <= Math.min(sum, side - 1) && k < count; v++) {
        for (int place = 0; place < places; place++) {
          double y = cosine(sum - v, place / side, side);
          rows[k * places + place] = (float) (y * cosine(v, place % side, side));
        }
        k++;
      }
    }
    return rows;
  }

  private static double cosine(int frequency, int at, int side) {
    return Math.sqrt((frequency == 0 ? 1.0 : 2.0) / side)
        * Math.cos(Math.PI * (at + 0.5) * frequency / side);
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
