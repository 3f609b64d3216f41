package dev.jeton.nets;

import java.util.ArrayList;
import java.util.List;

/**
 * One forward pass: the arrays that its layers use again and again, and what is given from outside
 * beside the input. Not thread-safe.
 */
final class Pass {
  private final List<float[]> free = new ArrayList<>();
  private final int level;

  Pass(int level) {
    this.level = level;
  }

  /** How many levels of a residual code the input was decoded from; read by {@code level(n,c)}. */
  int level() {
    return level;
  }

  /** A map with any content. */
  FeatureMap take(int height, int width, int channels) {
    int count = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    float[] best = null;
    for (var array : free) {
      if (array.length >= count && (best == null || array.length < best.length)) {
        best = array;
      }
    }
    if (best == null || best.length > 4L * count) {
      return new FeatureMap(height, width, channels, new float[count]);
    }
    free.remove(best);
    return new FeatureMap(height, width, channels, best);
  }

  /** A copy of {@code x}. */
  FeatureMap copy(FeatureMap x) {
    var copy = take(x.height(), x.width(), x.channels());
    System.arraycopy(x.values(), 0, copy.values(), 0, x.count());
    return copy;
  }

  /** Gives a map's array back; the map must not be used any more. */
  void give(FeatureMap map) {
    free.add(map.values());
  }
}
