package dev.jeton.nets;

import dev.jeton.core.Spec;
import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Convolution;
import dev.jeton.kernels.ConvolutionShape;
import java.util.ArrayList;
import java.util.List;

/** Builds layers from a spec. A new layer is one line here, and one file where it computes. */
final class LayerReader {
  private final ParameterSource parameters;

  LayerReader(ParameterSource parameters) {
    this.parameters = parameters;
  }

  /** The layers of {@code seq(…)}; layer i's parameters begin with {@code prefix + i + "."}. */
  Chain sequence(Spec spec, String prefix) {
    if (!spec.name().equals("seq")) {
      throw new IllegalArgumentException("expected seq(…), found '" + spec + "'");
    }
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < spec.arguments().size(); i++) {
      layers.add(layer(spec.arguments().get(i), prefix + i + "."));
    }
    return new Chain(layers);
  }

  private Layer layer(Spec spec, String prefix) {
    return switch (spec.name()) {
      case "seq" -> sequence(spec, prefix);
      case "affine" -> new Affine(number(spec, 0), number(spec, 1));
      case "unshuffle" -> new Unshuffle(spec.integer(0));
      case "shuffle" -> new Shuffle(spec.integer(0));
      case "conv" -> conv(prefix, spec.integer(0), spec.integer(1), spec.integer(2));
      case "down" ->
          new Chain(
              List.of(new Unshuffle(2), conv(prefix, 4 * spec.integer(0), spec.integer(1), 1)));
      case "up" ->
          new Chain(List.of(conv(prefix, spec.integer(0), 4 * spec.integer(1), 1), new Shuffle(2)));
      case "norm" -> norm(prefix, spec.integer(0));
      case "res" -> residual(spec, prefix);
      case "depth" -> depth(spec, prefix);
      case "attention" ->
          attention(prefix, spec.integer(0), spec.integer(1), spec.integer("registers", 0));
      case "mlp" -> mlp(prefix, spec.integer(0), spec.integer(1));
      case "level" ->
          new LevelTable(
              spec.integer(0), parameters.get(prefix + "table", spec.integer(0), spec.integer(1)));
      case "position" -> position(prefix, spec.integer(0), spec.integer(1), spec.integer(2));
      case "register" -> register(spec, prefix, spec.integer(0));
      case "prefix" ->
          new Prefix(
              spec.integer(0),
              parameters.get(prefix + "table", spec.integer(0), spec.integer(1)),
              parameters.get(prefix + "mask", spec.integer(1)));
      case "last" ->
          spec.arguments().size() == 1
              ? new Last(1, spec.integer(0))
              : new Last(spec.integer(0), spec.integer(1));
      case "silu" -> new ActivationLayer(Activation.SILU);
      case "gelu" -> new ActivationLayer(Activation.GELU_TANH);
      case "relu" -> new ActivationLayer(Activation.RELU);
      case "tanh" -> new ActivationLayer(Activation.TANH);
      default ->
          throw new IllegalArgumentException(
              "no layer named '%s'; known: %s".formatted(spec.name(), String.join(", ", KNOWN)));
    };
  }

  private static final List<String> KNOWN =
      List.of(
          "seq",
          "affine",
          "unshuffle",
          "shuffle",
          "conv",
          "down",
          "up",
          "norm",
          "res",
          "depth",
          "attention",
          "mlp",
          "level",
          "position",
          "register",
          "prefix",
          "last",
          "silu",
          "gelu",
          "relu",
          "tanh");

  private Layer residual(Spec spec, String prefix) {
    int channels = spec.integer(0);
    int hidden = hidden(spec, channels);
    var branch = new ArrayList<Layer>();
    var norm = spec.options().get("norm");
    switch (norm == null ? "" : norm.name()) {
      case "" -> {
        branch.add(norm(prefix + "norm.", channels));
        branch.add(convolution(prefix + "conv1.", channels, hidden, 3, Activation.SILU));
      }
      case "none" ->
          branch.add(convolution(prefix + "conv1.", channels, hidden, 3, Activation.SILU));
      case "inside" -> {
        branch.add(conv(prefix + "conv1.", channels, hidden, 3));
        branch.add(norm(prefix + "norm.", hidden));
        branch.add(new ActivationLayer(Activation.SILU));
      }
      default ->
          throw new IllegalArgumentException(
              "norm in '%s' is none, inside or absent".formatted(spec));
    }
    branch.add(conv(prefix + "conv2.", hidden, channels, 3));
    return new ResidualBlock(branch);
  }

  private Layer depth(Spec spec, String prefix) {
    int channels = spec.integer(0);
    int hidden = hidden(spec, 4 * channels);
    int kernel = spec.integer("k", 7);
    float[] taps =
        transposed(
            parameters.get(prefix + "depthwise.weight", channels, 1, kernel, kernel), channels);
    return new ResidualBlock(
        List.of(
            norm(prefix + "norm.", channels),
            new Depthwise(kernel, taps, parameters.get(prefix + "depthwise.bias", channels)),
            convolution(prefix + "conv1.", channels, hidden, 1, Activation.SILU),
            conv(prefix + "conv2.", hidden, channels, 1)));
  }

  private Layer attention(String prefix, int channels, int heads, int registers) {
    return new ResidualBlock(
        List.of(
            norm(prefix + "norm.", channels),
            linear(prefix + "qkv.", channels, 3 * channels),
            new SelfAttention(channels, heads, registers),
            linear(prefix + "out.", channels, channels)));
  }

  private Layer mlp(String prefix, int channels, int hidden) {
    return new ResidualBlock(
        List.of(
            norm(prefix + "norm.", channels),
            convolution(prefix + "conv1.", channels, hidden, 1, Activation.GELU_TANH),
            conv(prefix + "conv2.", hidden, channels, 1)));
  }

  private Layer register(Spec spec, String prefix, int count) {
    int pooled = spec.integer("pooled", 0);
    int from = pooled > 0 ? pooled * pooled : spec.integer("spread", 0);
    return new Registers(
        count,
        parameters.get(prefix + "table", count, spec.integer(1)),
        from > 0 ? parameters.get(prefix + "mix", count, from) : null);
  }

  private Layer position(String prefix, int channels, int height, int width) {
    float[] table = parameters.get(prefix + "table", channels, height, width);
    return new PositionTable(height, width, transposed(table, channels));
  }

  private Layer norm(String prefix, int channels) {
    return new ChannelNorm(parameters.get(prefix + "gain", channels));
  }

  private Layer linear(String prefix, int in, int out) {
    return layer(
        ConvolutionShape.same(in, out, 1, 1),
        parameters.get(prefix + "weight", out, in),
        parameters.get(prefix + "bias", out),
        Activation.NONE);
  }

  private Layer conv(String prefix, int in, int out, int kernel) {
    return convolution(prefix, in, out, kernel, Activation.NONE);
  }

  private Layer convolution(String prefix, int in, int out, int kernel, Activation activation) {
    return layer(
        ConvolutionShape.same(in, out, kernel, 1),
        parameters.get(prefix + "weight", out, in, kernel, kernel),
        parameters.get(prefix + "bias", out),
        activation);
  }

  private static Layer layer(
      ConvolutionShape shape, float[] weights, float[] bias, Activation activation) {
    return new ConvolutionLayer(Convolution.of(shape, weights, bias, activation));
  }

  private static int hidden(Spec spec, int otherwise) {
    return spec.arguments().size() > 1 ? spec.integer(1) : otherwise;
  }

  private static float number(Spec spec, int index) {
    try {
      return Float.parseFloat(spec.arguments().get(index).name());
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("expected two numbers in '" + spec + "'", e);
    }
  }

  /** {@code [channels][places]} to {@code [places][channels]}. */
  private static float[] transposed(float[] values, int channels) {
    int places = values.length / channels;
    var out = new float[values.length];
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < places; p++) {
        out[p * channels + c] = values[c * places + p];
      }
    }
    return out;
  }
}
