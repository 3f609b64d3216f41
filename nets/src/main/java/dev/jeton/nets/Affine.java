package dev.jeton.nets;

/** {@code affine(a,b)}: a * x + b on every value. */
record Affine(float factor, float offset) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    float[] values = x.values();
    for (int i = 0; i < x.count(); i++) {
      values[i] = factor * values[i] + offset;
    }
    return x;
  }

  @Override
  public Geometry geometry() {
    return Geometry.POINTWISE;
  }
}
