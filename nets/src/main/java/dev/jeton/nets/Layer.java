package dev.jeton.nets;

/** One step of a network. Immutable and safe to share between threads. */
interface Layer {

  /**
   * The layer's output. The layer owns {@code x}: it changes it in place and returns it, or gives
   * it back to {@code pass} and returns another.
   */
  FeatureMap apply(FeatureMap x, Pass pass);

  /** How the layer changes the geometry. */
  Geometry geometry();
}
