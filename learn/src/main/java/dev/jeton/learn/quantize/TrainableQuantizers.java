package dev.jeton.learn.quantize;

import dev.jeton.core.Spec;
import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.torch.Parameters;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trainable quantizers by name. The command line says {@code name:arg,key=value}:
 *
 * <pre>
 * nearest:1024                   nearest code, by the codebook loss
 * nearest:1024,learn=ema         … by moving averages; start=kmeans, restart=0.01, decay=0.99
 * cosine:1024                    the same with vectors of length 1
 * simvq:65536                    all codes through one linear layer; bias=1
 *   all of these: commitment=0.25, entropy=0.03, temperature=0.01, estimator=rotation
 * residual:8x1024                levels of nearest, whose options it takes; drop=0.5, rows=256
 * product:2x1024                 slices of nearest, whose options it takes; diversity=0.1
 * fq:2x16384                     slices of cosine, entropy 0.03 and diversity 0.1 unless said
 * fsq:8,5,5,5                    rounding
 * lfq:18  bsq:36,levels=2        signs; commitment, entropy, diversity, temperature, group
 * </pre>
 *
 * Those with codebooks, from nearest to fq, may be disturbed: {@code noise=1/0.1/25,tokens=64} is a
 * {@link LatentPerturbation} with alpha, beta and delta for pictures of 64 tokens, and {@code
 * anneal=200/600/0.5} lets it fall between these steps. In files the parts of residual and product
 * may be any: {@code residual(2,fsq(8,8))}.
 */
public final class TrainableQuantizers {
  private static final Set<String> CODES =
      Set.of(
          "learn",
          "start",
          "restart",
          "decay",
          "commitment",
          "entropy",
          "temperature",
          "estimator");
  private static final Set<String> LAYERED =
      Set.of("bias", "commitment", "entropy", "temperature", "estimator");
  private static final Set<String> SIGNS =
      Set.of("levels", "commitment", "entropy", "diversity", "temperature", "group");

  /** What a part is made for. */
  private record Place(int dim, Parameters parameters, String prefix, long seed) {
    Place part(int dim, int number) {
      return new Place(
          dim, parameters, prefix + number + ".", seed + 0x9E3779B97F4A7C15L * (number + 1));
    }
  }

  @FunctionalInterface
  private interface Maker {
    TrainableQuantizer make(Spec spec, Place place);
  }

  private static final Map<String, Maker> MAKERS =
      new TreeMap<>(
          Map.of(
              "nearest", TrainableQuantizers::nearest,
              "cosine", TrainableQuantizers::nearest,
              "simvq", TrainableQuantizers::layered,
              "residual", TrainableQuantizers::residual,
              "product", TrainableQuantizers::product,
              "fq", TrainableQuantizers::product,
              "fsq", TrainableQuantizers::finiteScalar,
              "lfq", TrainableQuantizers::sign,
              "bsq", TrainableQuantizers::sign));

  private TrainableQuantizers() {}

  /** All names, sorted. */
  public static Set<String> names() {
    return new TreeSet<>(MAKERS.keySet());
  }

  /**
   * The quantizer that {@code spec} describes.
   *
   * @param dim numbers per vector
   * @param parameters take what learns by gradient; what is there under the prefix is used
   * @param prefix of the parameters' names; empty, or ends in a dot
   * @throws IllegalArgumentException that says what was expected, and which names or options exist
   */
  public static TrainableQuantizer of(
      Spec spec, int dim, Parameters parameters, String prefix, long seed) {
    var place = new Place(dim, parameters, prefix, seed);
    var noise = NoiseOptions.of(spec);
    if (noise == null) {
      return of(spec, place);
    }
    return new PerturbedQuantizer(of(noise.rest(), place), noise.perturbation(), seed);
  }

  private static TrainableQuantizer of(Spec spec, Place place) {
    var maker = MAKERS.get(spec.name());
    if (maker == null) {
      throw new IllegalArgumentException(
          "no trainable quantizer named '%s'; known: %s"
              .formatted(spec.name(), String.join(", ", names())));
    }
    var quantizer = maker.make(spec, place);
    if (quantizer.dim() != place.dim) {
      throw new IllegalArgumentException(
          "'%s' takes vectors of %d numbers, found %d".formatted(spec, quantizer.dim(), place.dim));
    }
    return quantizer;
  }

  private static TrainableQuantizer nearest(Spec spec, Place place) {
    var options = new SpecOptions(spec, CODES);
    var learning =
        options.choice(
            "learn",
            Map.of("gradient", CodeLearning.gradient(), "ema", CodeLearning.averages()),
            CodeLearning.gradient());
    learning =
        learning
            .start(
                options.choice(
                    "start",
                    Map.of(
                        "uniform", Start.UNIFORM, "normal", Start.NORMAL, "kmeans", Start.KMEANS),
                    learning.start()))
            .restart(spec.number("restart", learning.restart()))
            .decay(spec.number("decay", learning.decay()));
    return codes(spec, place, spec.name().equals("cosine") ? learning.cosine() : learning, options);
  }

  private static TrainableQuantizer layered(Spec spec, Place place) {
    var options = new SpecOptions(spec, LAYERED);
    return codes(spec, place, CodeLearning.linear(spec.integer("bias", 0) != 0), options);
  }

  private static TrainableQuantizer codes(
      Spec spec, Place place, CodeLearning learning, SpecOptions options) {
    options.arguments(1);
    var whole =
        learning
            .commitment(spec.number("commitment", learning.commitment()))
            .entropy(
                spec.number("entropy", learning.entropy()),
                spec.number("temperature", learning.temperature()))
            .estimator(options.estimator());
    return new LearntNearestCode(
        place.dim, spec.integer(0), whole, place.parameters, place.prefix, place.seed);
  }

  private static TrainableQuantizer residual(Spec spec, Place place) {
    var parts = SpecParts.of(spec, "nearest", Map.of(), Set.of("drop", "rows", "estimator"));
    var levels = new ArrayList<TrainableQuantizer>();
    for (int l = 0; l < parts.count(); l++) {
      levels.add(of(parts.part(), place.part(place.dim, l)));
    }
    var dropout = new LevelDropout(spec.number("drop", 0), spec.integer("rows", 0));
    return new LearntResidual(levels, dropout, parts.options().estimator(), place.seed);
  }

  private static TrainableQuantizer product(Spec spec, Place place) {
    boolean factorised = spec.name().equals("fq");
    var parts =
        factorised
            ? SpecParts.of(spec, "cosine", Map.of("entropy", "0.03"), Set.of("diversity"))
            : SpecParts.of(spec, "nearest", Map.of(), Set.of("diversity"));
    if (place.dim % parts.count() != 0) {
      throw new IllegalArgumentException(
          "'%s' wants vectors that divide by %d, found %d numbers"
              .formatted(spec, parts.count(), place.dim));
    }
    var slices = new ArrayList<TrainableQuantizer>();
    for (int s = 0; s < parts.count(); s++) {
      slices.add(of(parts.part(), place.part(place.dim / parts.count(), s)));
    }
    return new LearntProduct(slices, spec.number("diversity", factorised ? 0.1 : 0));
  }

  private static TrainableQuantizer finiteScalar(Spec spec, Place place) {
    var unused = new SpecOptions(spec, Set.of());
    return new LearntFiniteScalar(spec.integers());
  }

  private static TrainableQuantizer sign(Spec spec, Place place) {
    new SpecOptions(spec, SIGNS).arguments(1);
    boolean spherical = spec.name().equals("bsq");
    var usual = spherical ? SignLearning.SPHERICAL : SignLearning.LOOKUP_FREE;
    var learning =
        new SignLearning(
            spec.number("commitment", usual.commitment()),
            spec.number("entropy", usual.entropy()),
            spec.number("diversity", usual.diversity()),
            spec.number("temperature", usual.temperature()),
            spec.integer("group", usual.group()));
    return new LearntSign(spec.integer(0), spec.integer("levels", 1), spherical, learning);
  }
}
