package dev.jeton.papers;

import dev.jeton.beds.FdCls;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenModelling;
import dev.jeton.generate.Guidance;
import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.Objective;
import dev.jeton.learn.RandomOrder;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The generator of row 27 on one tokenizer's ids, judged by the pictures it draws at half of its
 * training and at its end.
 *
 * @param effort how long it learns, how many pictures are drawn
 */
record RobustGeneration(
    CifarBed bed,
    PictureCodec codec,
    RobustTokenizer tokenizer,
    RobustTok.Effort effort,
    long seed) {
  static final Guidance GUIDANCE = Guidance.powerCosine(3, 1);

  private static final Transformer.Shape TRUNK = new Transformer.Shape(3, 128, 4, 344, true);
  private static final int BATCH = 32;
  private static final double RATE = 2e-3;
  private static final double CLASS_DROPOUT = 0.1;
  private static final int AT_ONCE = 100;

  /**
   * Adds {@code gfd_cls}, {@code gfd_cls_guided}, and of fewer pictures {@code half_gfd_cls} and
   * {@code end_gfd_cls}.
   */
  void measure(Map<String, Double> numbers) throws IOException {
    int[] ids = PictureEvaluation.ids(codec, bed.train());
    int[] others = PictureEvaluation.ids(codec, bed.tune());
    var shape =
        new GridTokenModel.Shape(
                List.of(tokenizer.size()),
                RobustTokenizer.GRID,
                bed.train().classes().size(),
                TRUNK,
                0)
            .withClassless();
    try (var parameters = new Parameters(seed, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      int[] labels = bed.train().labels();
      var modelling =
          new TokenModelling(
              model, ids, labels, 1, BATCH, Device.CPU, CLASS_DROPOUT, RandomOrder.NEVER);
      long steps = effort.generatorSteps();
      Runnable atHalf =
          () -> {
            numbers.put("half_bits_per_token", bits(model, others));
            numbers.put("half_gfd_cls", drawn(model, Guidance.NONE, effort.fewer())[0]);
          };
      new ShortTraining(tokenizer.name() + ", tokens", steps, BATCH, RATE, seed)
          .run(parameters, new Interrupted(modelling, steps / 2, atHalf), bed.listener());
      numbers.put("model_parameters", (double) parameters.size());
      numbers.put("bits_per_token", bits(model, others));
      var plain = drawn(model, Guidance.NONE, effort.fewer(), effort.pictures());
      numbers.put("end_gfd_cls", plain[0]);
      numbers.put("gfd_cls", plain[1]);
      numbers.put("gfd_cls_guided", drawn(model, GUIDANCE, effort.pictures())[0]);
    }
  }

  /** Something is done once, after so many steps. */
  private record Interrupted(Objective objective, long steps, Runnable action)
      implements Objective {
    @Override
    public Loss loss(Step step) {
      return objective.loss(step);
    }

    @Override
    public void changed(Step step) {
      objective.changed(step);
      if (step.index() + 1 == steps) {
        action.run();
      }
    }
  }

  /** −log2 p of a token of pictures that nothing was trained on, classes told. */
  private double bits(GridTokenModel model, int[] ids) {
    int[] labels = bed.tune().labels();
    int length = ids.length / labels.length;
    double sum = 0;
    for (int start = 0; start < labels.length; start += BATCH) {
      int n = Math.min(BATCH, labels.length - start);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var own = Arrays.copyOfRange(ids, start * length, (start + n) * length);
        var told = Arrays.copyOfRange(labels, start, start + n);
        sum += n * model.loss(Tensor.of(own, n, length, 1), Tensor.of(told, n)).item();
      }
    }
    return sum / labels.length / Math.log(2);
  }

  /**
   * FD-cls of the first so many drawn pictures from as many test pictures, of the same classes.
   *
   * @param counts rising
   */
  private double[] drawn(GridTokenModel model, Guidance guidance, int... counts) {
    var frozen = codec.quantizer().freeze();
    var made = bed.judge().statistics();
    var distances = new double[counts.length];
    int start = 0;
    for (int c = 0; c < counts.length; c++) {
      while (start < counts[c]) {
        int n = Math.min(AT_ONCE, counts[c] - start);
        int[] asked = IntStream.range(start, start + n).map(bed.test()::label).toArray();
        int[] ids = model.generate(asked, 1, guidance, seed * 1_000_003 + start);
        try (var scope = new Scope();
            var noGrad = new NoGrad()) {
          bed.judge().add(PictureEvaluation.decode(codec, frozen, ids, n), made);
        }
        start += n;
      }
      distances[c] = FdCls.between(bed.judge().statistics(bed.test().subset(0, counts[c])), made);
    }
    return distances;
  }
}
