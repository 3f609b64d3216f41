package dev.jeton.nets;

import dev.jeton.core.Spec;

/**
 * A frozen network: layers one after the other, run in plain Java. The same text describes it here
 * and where it is trained: {@code seq(unshuffle(4),conv(48,64,3),res(64),…)}. Immutable and safe to
 * share between threads; one pass uses all threads of the kernels.
 */
public final class Network {
  private final Spec spec;
  private final Layer layers;

  private Network(Spec spec, Layer layers) {
    this.spec = spec;
    this.layers = layers;
  }

  /**
   * The network that {@code spec} describes.
   *
   * @param prefix stands before the names of its parameters: {@code encoder.}
   * @throws IllegalArgumentException if a layer is unknown or a parameter does not fit
   */
  public static Network of(Spec spec, String prefix, ParameterSource parameters) {
    return new Network(spec, new LayerReader(parameters).sequence(spec, prefix));
  }

  public Spec spec() {
    return spec;
  }

  /** {@link #forward(FeatureMap, int)} of a network that no level is given to. */
  public FeatureMap forward(FeatureMap x) {
    return forward(x, 0);
  }

  /**
   * The output for {@code x}, which is left as it is.
   *
   * @param level what layers {@code level(n,c)} look up
   */
  public FeatureMap forward(FeatureMap x, int level) {
    var pass = new Pass(level);
    return layers.apply(pass.copy(x), pass);
  }

  /** Input places per output place along one side; 1 where the network enlarges. */
  public int shrink() {
    return layers.geometry().shrink();
  }

  /** Output places per input place along one side; 1 where the network shrinks. */
  public int enlarge() {
    return layers.geometry().enlarge();
  }

  /**
   * How many input places beyond its own an output place sees, on each side: the overlap with which
   * tiles give exactly what the whole gives. {@code Integer.MAX_VALUE} where it sees all.
   */
  public int reach() {
    double reach = Math.ceil(layers.geometry().reach());
    return reach > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) reach;
  }
}
