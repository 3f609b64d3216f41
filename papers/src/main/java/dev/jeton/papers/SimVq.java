package dev.jeton.papers;

import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntFiniteScalar;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Row 32, Addressing Representation Collapse in Vector Quantized Models with One Linear Layer: a
 * codebook written as frozen random codes times one learnt matrix, against codes that learn alone
 * (by gradient, or by moving averages with restart) and against rounding.
 *
 * <p>Every kind of quantizer and every size has its own learning rate, chosen among three with the
 * first seed by PSNR on training pictures kept aside; all runs have equal steps.
 */
final class SimVq implements Recipe {
  private static final int WIDTH = 96;
  private static final int BLOCKS = 2;
  private static final int DIM = 32;
  private static final int BATCH = 32;
  private static final long STEPS = 700;
  private static final String BEYOND =
      "The paper sets itself against VQGAN, FSQ, LFQ, VQGAN-FC and VQGAN-LC, not against this"
          + " baseline. SimVQ's codes begin far narrower than the vectors and stretch through one"
          + " layer; whether they catch up in a longer training was not measured.";
  private static final List<Double> RATES = List.of(1e-3, 3e-3, 1e-2);
  private static final List<Integer> SIZES = List.of(1024, 4096, 16384);

  /** The quantizers that are compared. */
  private enum Kind {
    /** Plain VQ: codes start evenly within ±1/K and learn by gradient. */
    VQ,
    /** Codes follow moving averages; dead ones restart. */
    EMA,
    /** Rounding to a grid of about K points. */
    FSQ,
    /** What the paper proposes. */
    SIMVQ;

    TrainableQuantizer quantizer(int size, Parameters parameters, long seed) {
      return switch (this) {
        case VQ -> nearest(size, CodeLearning.gradient(), parameters, seed);
        case EMA -> nearest(size, CodeLearning.averages().restart(0.1), parameters, seed);
        case FSQ -> new LearntFiniteScalar(grid(size));
        case SIMVQ -> nearest(size, CodeLearning.linear(true), parameters, seed);
      };
    }

    private static TrainableQuantizer nearest(
        int size, CodeLearning learning, Parameters parameters, long seed) {
      return new LearntNearestCode(DIM, size, learning, parameters, "quantizer.", seed);
    }

    UnaryOperator<Tensor> bound(int size) {
      return this == FSQ ? z -> LearntFiniteScalar.bound(z, grid(size)) : UnaryOperator.identity();
    }

    /** Levels whose product is near {@code size}: Mentzer et al., arXiv:2309.15505, table 1. */
    private static int[] grid(int size) {
      return switch (size) {
        case 1024 -> new int[] {8, 5, 5, 5};
        case 4096 -> new int[] {7, 5, 5, 5, 5};
        case 16384 -> new int[] {8, 8, 8, 6, 5};
        default -> throw new IllegalArgumentException("no grid for " + size);
      };
    }
  }

  /** One learning rate of one kind and size. */
  private record Trial(String name, Workbench.Run run) {
    Arm on(Workbench bench) {
      return bench.arm(name, CifarBed.DATA, run);
    }
  }

  @Override
  public int number() {
    return 32;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var sweeps = new LinkedHashMap<String, List<Trial>>();
    for (int size : SIZES) {
      for (var kind : Kind.values()) {
        var trials =
            RATES.stream()
                .map(
                    rate ->
                        new Trial(
                            "%s, lr %s".formatted(name(kind, size), rate),
                            seed -> cell(bed.get(), kind, size, rate, seed)))
                .toList();
        sweeps.put(name(kind, size), trials);
      }
    }
    var first = bench.firstSeed();
    sweeps.values().forEach(trials -> trials.forEach(trial -> trial.on(first)));
    var arms = new LinkedHashMap<String, Arm>();
    sweeps.forEach((name, trials) -> arms.put(name, best(first, trials).on(bench)));
    return report(arms);
  }

  private static String name(Kind kind, int size) {
    return "%s %d".formatted(kind.name().toLowerCase(Locale.ROOT), size);
  }

  /** The learning rate with the highest PSNR on the pictures kept aside for choosing. */
  private static Trial best(Workbench first, List<Trial> trials) {
    return trials.stream()
        .max(Comparator.comparingDouble(trial -> trial.on(first).mean("tune_psnr")))
        .orElseThrow();
  }

  private static Map<String, Double> cell(CifarBed bed, Kind kind, int size, double rate, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = codec(kind, size, parameters, seed);
      var objective =
          new PictureAutoencoding(
              codec, bed.train(), BATCH, Device.CPU, PictureAutoencoding.nothingElse());
      new ShortTraining(name(kind, size), STEPS, BATCH, rate, seed)
          .run(parameters, objective, bed.listener());
      var tune = PictureEvaluation.of(codec, bed.tune(), bed.judge());
      var test = PictureEvaluation.of(codec, bed.test(), bed.judge());
      var usage = test.usage().getFirst();
      return Map.of(
          "tune_psnr", tune.psnr(),
          "psnr", test.psnr(),
          "fd_cls", test.fdCls(),
          "use", usage.share(),
          "perplexity", usage.perplexity(),
          "same_ids_frozen", agreement(codec, bed.test()));
    }
  }

  private static PictureCodec codec(Kind kind, int size, Parameters parameters, long seed) {
    try (var scope = new Scope()) {
      return PictureCodec.ofCells4(
          WIDTH, BLOCKS, kind.bound(size), kind.quantizer(size, parameters, seed), parameters);
    }
  }

  /** Share of vectors that training's quantizer and the frozen one give the same id. */
  private static double agreement(PictureCodec codec, Pictures pictures) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var rows = codec.encode(pictures.batch(IntStream.range(0, 500).toArray()));
      int[] learnt = codec.quantizer().forward(rows).ids();
      var frozen = new int[learnt.length];
      codec.quantizer().freeze().encode(rows.toFloats(), (int) rows.size(0), frozen);
      return IntStream.range(0, frozen.length).filter(i -> frozen[i] == learnt[i]).count()
          / (double) frozen.length;
    }
  }

  private static Report report(Map<String, Arm> arms) {
    Function<Kind, Arm> large = kind -> get(arms, kind, 16384);
    var simvq = large.apply(Kind.SIMVQ);
    var claims = new ArrayList<Claim>();
    claims.add(simvq.atLeast("SimVQ uses at least 90 % of 16,384 codes", "use", 0.9, ""));
    claims.add(
        large.apply(Kind.VQ).atMost("Plain VQ uses at most 30 % of 16,384 codes", "use", 0.3, ""));
    claims.add(
        simvq.higher(
            "At 16,384 codes SimVQ's PSNR is at least 0.3 dB above plain VQ's",
            "psnr",
            large.apply(Kind.VQ),
            0.3,
            ""));
    claims.add(
        simvq.higher(
            "SimVQ's PSNR rises from 1,024 to 16,384 codes",
            "psnr",
            get(arms, Kind.SIMVQ, 1024),
            0,
            ""));
    claims.add(
        simvq.higher(
            "At 16,384 codes SimVQ's PSNR is above VQ's with moving averages and restart",
            "psnr",
            large.apply(Kind.EMA),
            0,
            BEYOND));
    claims.add(
        simvq.higher(
            "At 16,384 codes SimVQ's PSNR is above FSQ's", "psnr", large.apply(Kind.FSQ), 0, ""));
    for (var other : List.of(Kind.VQ, Kind.EMA, Kind.FSQ)) {
      claims.add(
          simvq.lower(
              "At 16,384 codes SimVQ's FD-cls is below that of %s"
                  .formatted(other.name().toLowerCase(Locale.ROOT)),
              "fd_cls",
              large.apply(other),
              0,
              other == Kind.EMA ? BEYOND : ""));
    }
    claims.add(
        simvq.atLeast(
            "Folded into a plain codebook the linear layer gives the same ids",
            "same_ids_frozen",
            1,
            ""));
    return new Report(
        32,
        claims,
        ("CIFAR-10 (18,000 training pictures), a convolutional autoencoder of 4x4-pixel cells (64"
                + " tokens a picture), %d steps of %d pictures for every arm, squared error and"
                + " the quantizer's own losses; per arm the best of the learning rates %s by PSNR on 2,000 training pictures kept aside (first seed). Use, PSNR and FD-cls are"
                + " of the 5,000 test pictures, decoded from ids alone. FD-cls of training"
                + " against test pictures is 0.025.")
            .formatted(STEPS, BATCH, RATES));
  }

  private static Arm get(Map<String, Arm> arms, Kind kind, int size) {
    return Objects.requireNonNull(arms.get(name(kind, size)));
  }
}
