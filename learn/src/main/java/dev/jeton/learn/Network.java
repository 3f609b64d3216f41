package dev.jeton.learn;

import dev.jeton.core.Spec;
import dev.jeton.torch.ImageOps;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A network over images, built from its text; {@code docs/formats/nets.md} lists the layers and the
 * names of their parameters. The same text runs in pure Java in the module nets.
 *
 * @param spec {@code seq(…)}
 * @param layer what it does
 */
public record Network(Spec spec, Layer layer) implements Layer {

  /**
   * Builds it; parameters that {@code parameters} does not hold yet are created.
   *
   * @param prefix of the parameters' names, such as {@code encoder.}
   * @throws IllegalArgumentException that quotes the layer that cannot be read
   */
  public static Network of(Spec spec, Parameters parameters, String prefix) {
    return new Network(spec, sequence(spec, parameters, prefix));
  }

  /** Like {@link #of(Spec, Parameters, String)} from text. */
  public static Network of(String spec, Parameters parameters, String prefix) {
    return of(Spec.parse(spec), parameters, prefix);
  }

  @Override
  public Tensor forward(Tensor x, @Nullable Tensor level) {
    return layer.forward(x, level);
  }

  private static Layer sequence(Spec spec, Parameters parameters, String prefix) {
    if (!spec.name().equals("seq")) {
      throw new IllegalArgumentException("a network is seq(…), found '" + spec + "'");
    }
    var layers = new ArrayList<Layer>();
    for (var part : spec.arguments()) {
      layers.add(layer(part, new LayerParameters(parameters, prefix + layers.size() + ".")));
    }
    return (x, level) -> {
      var y = x;
      for (int i = 0; i < layers.size(); i++) {
        try {
          y = layers.get(i).forward(y, level);
        } catch (dev.jeton.torch.TorchException e) {
          throw new IllegalArgumentException(
              "layer %s%d, %s: %s".formatted(prefix, i, spec.arguments().get(i), e.getMessage()),
              e);
        }
      }
      return y;
    };
  }

  private static Layer layer(Spec spec, LayerParameters parameters) {
    return switch (spec.name()) {
      case "seq" -> sequence(spec, parameters.all(), parameters.prefix());
      case "affine" -> affine(number(spec, 0), number(spec, 1));
      case "unshuffle" -> {
        int n = spec.integer(0);
        yield (x, level) -> ImageOps.pixelUnshuffle(x, n);
      }
      case "shuffle" -> {
        int n = spec.integer(0);
        yield (x, level) -> ImageOps.pixelShuffle(x, n);
      }
      case "conv" -> ConvLayers.conv(parameters, spec.integer(0), spec.integer(1), spec.integer(2));
      case "down" -> ConvLayers.down(parameters, spec.integer(0), spec.integer(1));
      case "up" -> ConvLayers.up(parameters, spec.integer(0), spec.integer(1));
      case "norm" -> ConvLayers.norm(parameters, spec.integer(0));
      case "res" -> residual(parameters, spec);
      case "depth" ->
          ConvLayers.depthwise(parameters, spec.integer(0), hidden(spec, 4), spec.integer("k", 7));
      case "level" -> level(parameters, spec.integer(0), spec.integer(1));
      case "silu" -> (x, level) -> NetOps.silu(x);
      case "gelu" -> (x, level) -> NetOps.gelu(x);
      case "relu" -> (x, level) -> x.relu();
      case "tanh" -> (x, level) -> x.tanh();
      case "attention" ->
          AttentionLayers.attention(
              parameters, spec.integer(0), spec.integer(1), spec.integer("registers", 0));
      case "mlp" -> AttentionLayers.mlp(parameters, spec.integer(0), spec.integer(1));
      case "position" ->
          AttentionLayers.position(parameters, spec.integer(0), spec.integer(1), spec.integer(2));
      case "register" -> register(parameters, spec);
      case "prefix" -> SequenceLayers.prefix(parameters, spec.integer(0), spec.integer(1));
      case "last" ->
          spec.arguments().size() == 1
              ? SequenceLayers.last(1, spec.integer(0))
              : SequenceLayers.last(spec.integer(0), spec.integer(1));
      default -> throw new IllegalArgumentException("no layer is called '" + spec + "'");
    };
  }

  private static Layer register(LayerParameters parameters, Spec spec) {
    int count = spec.integer(0);
    int pooled = spec.integer("pooled", 0);
    int spread = spec.integer("spread", 0);
    var mix =
        pooled > 0
            ? SequenceLayers.pooled(parameters, count, pooled)
            : spread > 0 ? SequenceLayers.spread(parameters, side(count, spec), spread) : null;
    return SequenceLayers.register(parameters, count, spec.integer(1), mix);
  }

  private static int side(int places, Spec spec) {
    int side = (int) Math.round(Math.sqrt(places));
    if (side * side != places) {
      throw new IllegalArgumentException("expected a square number of places in '" + spec + "'");
    }
    return side;
  }

  private static Layer affine(double scale, double shift) {
    return (x, level) -> x.mul(scale).add(shift);
  }

  private static Layer level(LayerParameters parameters, int levels, int channels) {
    var table = parameters.constant("table", 0, levels, channels);
    return (x, level) ->
        level == null ? x : x.add(IndexOps.embedding(table, level).reshape(-1, channels, 1, 1));
  }

  private static int hidden(Spec spec, int factor) {
    return spec.arguments().size() > 1 ? spec.integer(1) : factor * spec.integer(0);
  }

  private static Layer residual(LayerParameters parameters, Spec spec) {
    int channels = spec.integer(0);
    int hidden = hidden(spec, 1);
    var norm = spec.options().get("norm");
    return switch (norm == null ? "first" : norm.name()) {
      case "first" -> ConvLayers.residual(parameters, channels, hidden, true);
      case "inside" -> ConvLayers.normedInside(parameters, channels, hidden);
      case "none" -> ConvLayers.residual(parameters, channels, hidden, false);
      default ->
          throw new IllegalArgumentException(
              "norm in '%s' is none, inside or absent".formatted(spec));
    };
  }

  private static double number(Spec spec, int index) {
    if (index >= spec.arguments().size()) {
      throw new IllegalArgumentException(
          "%s needs %d numbers in '%s'".formatted(spec.name(), index + 1, spec));
    }
    var text = spec.arguments().get(index).name();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number in '%s', found '%s'".formatted(spec, text), e);
    }
  }
}
