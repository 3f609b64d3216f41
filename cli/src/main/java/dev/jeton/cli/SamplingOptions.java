package dev.jeton.cli;

import dev.jeton.generate.Guidance;
import dev.jeton.generate.MaskedRounds;
import dev.jeton.generate.Sampler;
import dev.jeton.generate.TokenModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How tokens are drawn. Values out of range are an {@link IllegalArgumentException}. */
final class SamplingOptions {
  private static final int STEPS = 8;
  private static final double GUIDANCE = 3;

  @Option(
      names = "--steps",
      paramLabel = "S",
      description =
          "Rounds of a masked model, without it 8; a causal one takes a step per token whatever is asked for.")
  private @Nullable Integer steps;

  @Option(
      names = "--noise",
      defaultValue = "4.5",
      description =
          "Of a masked model's choice which places to keep, falling to 0 (${DEFAULT-VALUE}).")
  private double noise;

  @Option(
      names = "--guidance",
      paramLabel = "G",
      description =
          "How much the class counts: 1 as the model learnt it, more for typical pictures, 0 not at"
              + " all; without it 3, or 1 where the model cannot be guided.")
  private @Nullable Double guidance;

  @Option(
      names = "--guidance-schedule",
      defaultValue = "constant",
      description =
          "constant, or linear or cosine, which begin with 1 and rise (${DEFAULT-VALUE}).")
  private Schedule schedule = Schedule.CONSTANT;

  @Option(
      names = "--temperature",
      defaultValue = "1",
      description = "Below 1 for likelier tokens, 0 for the likeliest (${DEFAULT-VALUE}).")
  private double temperature;

  @Option(names = "--top-k", paramLabel = "K", description = "Draw among the K likeliest ids only.")
  private int topK = Integer.MAX_VALUE;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Draw among the fewest ids that make this probability (${DEFAULT-VALUE}).")
  private double topP;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  long seed;

  /** How guidance goes on over the steps. */
  private enum Schedule {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /** Whether rounds were asked for. */
  boolean stepsGiven() {
    return steps != null;
  }

  MaskedRounds rounds() {
    return new MaskedRounds(steps == null ? STEPS : steps, noise);
  }

  Sampler sampler() {
    return new Sampler(temperature, topK, topP);
  }

  /** Complains of values that no model can have. */
  void check() {
    var unused = guidance(guidance == null ? 1 : guidance);
  }

  /**
   * Guidance for this model.
   *
   * @throws IllegalArgumentException if it was trained with classes only and cannot be guided
   */
  Guidance guidance(TokenModel model) {
    if (guidance == null) {
      return guidance(model.unconditional() ? GUIDANCE : 1);
    }
    if (guidance != 1 && !model.unconditional()) {
      throw new IllegalArgumentException(
          "--guidance: the model was trained with classes only and takes 1, found " + guidance);
    }
    return guidance(guidance);
  }

  private Guidance guidance(double scale) {
    return switch (schedule) {
      case CONSTANT -> Guidance.constant(scale);
      case LINEAR -> Guidance.linear(scale);
      case COSINE -> Guidance.powerCosine(scale, 1);
    };
  }
}
