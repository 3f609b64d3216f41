package dev.jeton.nets;

import java.util.List;

/** {@code seq(…)}: layers one after the other. */
record Chain(List<Layer> layers) implements Layer {
  Chain {
    layers = List.copyOf(layers);
  }

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    var map = x;
    for (var layer : layers) {
      map = layer.apply(map, pass);
    }
    return map;
  }

  @Override
  public Geometry geometry() {
    var geometry = Geometry.POINTWISE;
    for (var layer : layers) {
      geometry = geometry.then(layer.geometry());
    }
    return geometry;
  }
}
