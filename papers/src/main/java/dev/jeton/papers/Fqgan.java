package dev.jeton.papers;

import dev.jeton.beds.Classifier;
import dev.jeton.beds.FdCls;
import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenModelling;
import dev.jeton.core.Quantizer;
import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.Layer;
import dev.jeton.learn.Losses;
import dev.jeton.learn.Network;
import dev.jeton.learn.RepresentationHead;
import dev.jeton.learn.Transformer;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.quantize.CodeLearning;
import dev.jeton.learn.quantize.LearntNearestCode;
import dev.jeton.learn.quantize.LearntProduct;
import dev.jeton.learn.quantize.TrainableQuantizer;
import dev.jeton.measure.LinearProbe;
import dev.jeton.measure.MutualInformation;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Row 15, Factorized Visual Tokenization and Generation: two or three small codebooks with encoder
 * heads of their own, kept apart by a disentanglement term, all but the first tied to a frozen
 * network's features, against one codebook of equal bits; and a token model whose inner head
 * predicts the sub-tokens of a place one after the other, against a flat one.
 *
 * <p>Stand-ins: the frozen network is a classifier trained here from another seed than the judge of
 * FD-cls, for CLIP (pooled features) and DINO (pooled maps of its middle); there is no perceptual
 * and no adversarial loss, in any arm.
 */
final class Fqgan implements Recipe {
  static final String SUMMARY =
      "CIFAR-10 (18,000 training pictures), one trunk, a head of one transformer block per factor,"
          + " 8 numbers each, length 1, 64 places a picture; equal steps and learning rate for"
          + " all arms; squared error and the quantizer's own losses, nothing perceptual or"
          + " adversarial. Use, PSNR, FD-cls and probes (ridge regression on code vectors) are of"
          + " the 5,000 test pictures, decoded from ids alone; mutual information of the training"
          + " pictures' ids. The frozen network is a classifier of another seed than the judge of"
          + " FD-cls, a stand-in for CLIP and DINO that has seen the same labels as the judge.";

  private static final int WIDTH = 96;
  private static final int BLOCKS = 2;
  private static final int DIM = 8;
  private static final int GRID = 8;
  private static final int BATCH = 32;
  private static final double RATE = 1e-3;
  private static final long STEPS = 700;
  private static final int TEACHER_PASSES = 8;
  private static final double REPRESENTATION = 0.5;
  private static final double TEMPERATURE = 0.1;
  private static final Transformer.Shape HEAD = new Transformer.Shape(2, 96, 4, 192, false);
  private static final int MODEL_LAYERS = 4;
  private static final int HEAD_LAYERS = 1;
  private static final long MODEL_STEPS = 600;
  private static final int DRAWN = 2500;

  /**
   * What is trained.
   *
   * @param name of the arm
   * @param sizes of the codebooks
   * @param learning of each
   * @param disentanglement weight of the squared cosine between factors
   * @param represented whether all factors but the first are tied to features
   * @param generates whether a token model is trained on the ids
   */
  private record Variant(
      String name,
      List<Integer> sizes,
      CodeLearning learning,
      double disentanglement,
      boolean represented,
      boolean generates) {

    int factors() {
      return sizes.size();
    }

    TrainableQuantizer quantizer(Parameters parameters, long seed) {
      var slices = new ArrayList<TrainableQuantizer>();
      for (int f = 0; f < factors(); f++) {
        slices.add(
            new LearntNearestCode(
                DIM, sizes.get(f), learning, parameters, "quantizer." + f + ".", seed + 31L * f));
      }
      return new LearntProduct(slices, disentanglement);
    }
  }

  private static final CodeLearning PLAIN =
      CodeLearning.gradient().start(CodeLearning.Start.NORMAL).cosine();
  private static final CodeLearning WITH_ENTROPY = PLAIN.entropy(0.03, 0.01);
  private static final CodeLearning RESTARTED =
      CodeLearning.averages().start(CodeLearning.Start.NORMAL).cosine().restart(0.1);

  private static final Variant ONE = one("one of 65536", 65536, PLAIN, true);
  private static final Variant ONE_RESTARTED =
      one("one of 65536, averages and restart", 65536, RESTARTED, false);
  private static final Variant ONE_SMALL = one("one of 4096", 4096, WITH_ENTROPY, false);
  private static final Variant TWO = many("two of 256", List.of(256, 256), 0.1, true, true);
  private static final Variant ENTANGLED =
      many("two of 256, no disentanglement", List.of(256, 256), 0, true, false);
  private static final Variant BLIND =
      many("two of 256, no representation", List.of(256, 256), 0.1, false, false);
  private static final Variant BARE =
      many("two of 256, neither", List.of(256, 256), 0, false, false);
  private static final Variant TWO_SMALL = many("two of 64", List.of(64, 64), 0.1, true, false);
  private static final Variant THREE =
      many("three of 40, 40 and 41", List.of(40, 40, 41), 0.1, true, false);
  private static final List<Variant> ALL =
      List.of(ONE, TWO, ONE_SMALL, TWO_SMALL, ONE_RESTARTED, THREE, ENTANGLED, BLIND, BARE);

  private static Variant one(String name, int size, CodeLearning learning, boolean generates) {
    return new Variant(name, List.of(size), learning, 0, false, generates);
  }

  private static Variant many(
      String name, List<Integer> sizes, double apart, boolean represented, boolean generates) {
    return new Variant(name, sizes, WITH_ENTROPY, apart, represented, generates);
  }

  @Override
  public int number() {
    return 15;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var arms = new LinkedHashMap<Variant, Arm>();
    for (var variant : ALL) {
      arms.put(
          variant,
          bench.arm(variant.name(), CifarBed.DATA, seed -> cell(bench, bed.get(), variant, seed)));
    }
    return FqganReport.of(
        arms.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue)));
  }

  private static Map<String, Double> cell(Workbench bench, CifarBed bed, Variant variant, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = codec(variant, parameters, seed);
      var extra = extra(bench, bed, variant, parameters);
      new ShortTraining(variant.name(), STEPS, BATCH, RATE, seed)
          .run(
              parameters,
              new PictureAutoencoding(codec, bed.train(), BATCH, Device.CPU, extra),
              bed.listener());
      var test = PictureEvaluation.of(codec, bed.test(), bed.judge());
      var numbers = new TreeMap<String, Double>();
      numbers.put("psnr", test.psnr());
      numbers.put("fd_cls", test.fdCls());
      numbers.put(
          "use", test.usage().stream().mapToDouble(usage -> usage.share()).average().orElseThrow());
      numbers.put(
          "lookup_mflop_per_picture",
          2e-6 * GRID * GRID * DIM * variant.sizes().stream().mapToInt(size -> size).sum());
      int[] ids = PictureEvaluation.ids(codec, bed.train());
      factors(numbers, bed, codec, ids, test.ids(), variant);
      if (variant.generates()) {
        generate(numbers, bed, codec, ids, variant, seed);
      }
      return numbers;
    }
  }

  /** A trunk and a head of its own for each factor: one transformer block, a norm, a 1×1 layer. */
  private static PictureCodec codec(Variant variant, Parameters parameters, long seed) {
    try (var scope = new Scope()) {
      var trunk =
          Network.of("seq(%s)".formatted(PictureCodec.trunk(WIDTH, BLOCKS)), parameters, "trunk.");
      var heads = new ArrayList<Layer>();
      for (int f = 0; f < variant.factors(); f++) {
        var text =
            "seq(position(%d,%d,%d),attention(%d,4),mlp(%d,%d),norm(%d),conv(%d,%d,1))"
                .formatted(WIDTH, GRID, GRID, WIDTH, WIDTH, 2 * WIDTH, WIDTH, WIDTH, DIM);
        heads.add(Network.of(text, parameters, "head." + f + "."));
      }
      Layer encoder =
          (x, level) -> {
            var shared = trunk.forward(x);
            return IndexOps.cat(heads.stream().map(head -> head.forward(shared)).toList(), 1);
          };
      return new PictureCodec(
          encoder,
          UnaryOperator.identity(),
          variant.quantizer(parameters, seed),
          PictureCodec.decoder(WIDTH, BLOCKS, DIM * variant.factors(), parameters));
    }
  }

  /**
   * All factors but the first predict features of a frozen network: the second its pooled last
   * ones, the third those of its middle.
   */
  private static PictureAutoencoding.Terms extra(
      Workbench bench, CifarBed bed, Variant variant, Parameters parameters) {
    if (!variant.represented()) {
      return PictureAutoencoding.nothingElse();
    }
    var teacher = teacher(bench, bed);
    var targets = List.<UnaryOperator<Tensor>>of(teacher::features, x -> middle(teacher, x));
    var heads = new ArrayList<RepresentationHead>();
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var sample = bed.train().batch(new int[] {0});
      for (int f = 1; f < variant.factors(); f++) {
        int to = (int) targets.get(f - 1).apply(sample).size(1);
        heads.add(
            new RepresentationHead(
                DIM, GRID * GRID, to, HEAD, parameters, "representation." + f + "."));
      }
    }
    return (pass, batch) -> {
      var terms = new LinkedHashMap<String, Tensor>();
      for (int f = 1; f < variant.factors(); f++) {
        var rows = pass.quantized().decoded().narrow(1, (long) f * DIM, DIM);
        terms.put(
            "representation." + f,
            Losses.contrastive(
                    heads.get(f - 1).forward(rows),
                    seen(targets.get(f - 1), batch.pictures()),
                    TEMPERATURE)
                .mul(REPRESENTATION));
      }
      return terms;
    };
  }

  private static Tensor seen(UnaryOperator<Tensor> target, Tensor pictures) {
    try (var noGrad = new NoGrad()) {
      return target.apply(pictures);
    }
  }

  /** Means over places of the maps of the classifier's middle stage. */
  private static Tensor middle(Classifier teacher, Tensor x) {
    var maps = teacher.maps(x);
    var map = maps.get(maps.size() / 2);
    return map.mean(2, 3).reshape(map.size(0), map.size(1));
  }

  /** A classifier of another seed than the judge, trained once and for less time. */
  private static Classifier teacher(Workbench bench, CifarBed bed) {
    var settings = Classifier.Settings.standard(2).withPasses(TEACHER_PASSES);
    return bench.cached(
        "classifier " + settings + " on " + bed.train().hash(),
        new Workbench.Format<Classifier>() {
          @Override
          public void write(Classifier value, Path file) throws IOException {
            value.write(file);
          }

          @Override
          public Classifier read(Path file) throws IOException {
            return Classifier.read(file);
          }
        },
        () ->
            Classifier.train(
                bed.train(),
                settings,
                Files.createTempDirectory("jeton-teacher"),
                "jeton papers run 15",
                bed.listener()));
  }

  /** What the factors know of each other and of the pictures' classes. */
  private static void factors(
      Map<String, Double> numbers,
      CifarBed bed,
      PictureCodec codec,
      int[] train,
      int[] test,
      Variant variant) {
    var frozen = codec.quantizer().freeze();
    int factors = variant.factors();
    double sum = 0;
    for (int a = 0; a < factors; a++) {
      for (int b = 0; b < a; b++) {
        sum += MutualInformation.bits(level(train, a, factors), level(train, b, factors));
      }
    }
    if (factors > 1) {
      numbers.put("mutual_information_bits", sum / (factors * (factors - 1) / 2));
    }
    int[] trainLabels = labels(bed.train());
    int[] testLabels = labels(bed.test());
    for (int f = 0; f < factors; f++) {
      var probe =
          LinearProbe.fit(
              vectors(frozen, train, f, factors),
              GRID * GRID * DIM,
              trainLabels,
              bed.train().classes().size(),
              1e-3);
      numbers.put("probe_" + f, probe.accuracy(vectors(frozen, test, f, factors), testLabels));
    }
  }

  private static int[] level(int[] ids, int factor, int factors) {
    return IntStream.range(0, ids.length / factors).map(i -> ids[i * factors + factor]).toArray();
  }

  private static int[] labels(Pictures pictures) {
    return IntStream.range(0, pictures.size()).map(pictures::label).toArray();
  }

  /** One factor's code vectors, {@code [pictures][places · DIM]}. */
  private static float[] vectors(Quantizer frozen, int[] ids, int factor, int factors) {
    int rows = ids.length / factors;
    var all = new float[rows * frozen.dim()];
    frozen.decode(ids, rows, all);
    var own = new float[rows * DIM];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(all, i * frozen.dim() + factor * DIM, own, i * DIM, DIM);
    }
    return own;
  }

  /** Trains a token model on the training pictures' ids and judges pictures that it draws. */
  private static void generate(
      Map<String, Double> numbers,
      CifarBed bed,
      PictureCodec codec,
      int[] ids,
      Variant variant,
      long seed)
      throws IOException {
    var used = UsedIds.of(ids, variant.factors());
    int trunk = variant.factors() == 1 ? MODEL_LAYERS + HEAD_LAYERS : MODEL_LAYERS;
    var shape =
        new GridTokenModel.Shape(
            used.sizes(),
            GRID,
            bed.train().classes().size(),
            new Transformer.Shape(trunk, 128, 4, 344, true),
            HEAD_LAYERS);
    try (var parameters = new Parameters(seed, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      var modelling =
          new TokenModelling(
              model, used.renumbered(), labels(bed.train()), variant.factors(), BATCH, Device.CPU);
      new ShortTraining(variant.name() + ", tokens", MODEL_STEPS, BATCH, RATE, seed)
          .run(parameters, modelling, bed.listener());
      numbers.put("model_parameters", (double) parameters.size());
      numbers.put("vocabulary_of_model", used.sizes().stream().mapToDouble(n -> n).sum());
      numbers.put("generated_fd_cls", drawn(bed, codec, model, used, seed));
    }
  }

  /** FD-cls of drawn pictures from as many test pictures of the same classes. */
  private static double drawn(
      CifarBed bed, PictureCodec codec, GridTokenModel model, UsedIds used, long seed) {
    var frozen = codec.quantizer().freeze();
    var made = bed.judge().statistics();
    var test = bed.test().subset(0, DRAWN);
    int[] labels = labels(test);
    for (int start = 0; start < labels.length; start += 250) {
      int n = Math.min(250, labels.length - start);
      var asked = Arrays.copyOfRange(labels, start, start + n);
      int[] ids = used.original(model.generate(asked, 1, seed * 1_000_003 + start));
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        bed.judge().add(PictureEvaluation.decode(codec, frozen, ids, n), made);
      }
    }
    return FdCls.between(bed.judge().statistics(test), made);
  }
}
