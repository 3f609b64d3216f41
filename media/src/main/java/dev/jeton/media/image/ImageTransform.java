package dev.jeton.media.image;

import dev.jeton.core.Extent;
import dev.jeton.core.Signal;

/**
 * Turns pictures of any size into grids of vectors and back, one vector for each {@code stride x
 * stride} pixels. Immutable and safe to share between threads.
 */
public interface ImageTransform {

  /** Pixels along a side of a cell. */
  int stride();

  /** Numbers per vector. */
  int dim();

  /**
   * The picture's vectors.
   *
   * @return {@code [rows][columns][dim]} of {@link #grid}
   */
  float[] analyse(Signal.Image image);

  /**
   * The picture that vectors stand for.
   *
   * @param vectors {@code [rows][columns][dim]} of {@link #grid}
   * @param levels how many levels of quantisation the vectors are the sum of, the last perhaps in
   *     part, for those that treat coarse vectors unlike fine ones
   * @return values in 0..1
   */
  Signal.Image synthesise(float[] vectors, int levels, int width, int height);

  /** Rows and columns of the grid of a picture of extent {@code [height, width]}. */
  default Extent grid(Extent picture) {
    return picture.dividedBy(stride());
  }
}
