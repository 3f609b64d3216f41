package dev.jeton.papers;

import dev.jeton.beds.FdCls;
import dev.jeton.beds.PictureCodec;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenModelling;
import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.Transformer;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The autoregressive models of row 15: with an inner head over sub-tokens, and flat. */
final class FqganGeneration {
  private static final int LAYERS = 4;
  private static final int HEAD_LAYERS = 1;
  private static final long STEPS = 300;
  private static final int BATCH = 32;
  private static final double RATE = 1e-3;
  private static final int DRAWN = 2500;

  private FqganGeneration() {}

  /** Trains a token model on the training pictures' ids and judges pictures that it draws. */
  static void measure(
      Map<String, Double> numbers,
      CifarBed bed,
      PictureCodec codec,
      int[] ids,
      FqganArm arm,
      long seed)
      throws IOException {
    var used = UsedIds.of(ids, arm.factors());
    int trunk = arm.factors() == 1 ? LAYERS + HEAD_LAYERS : LAYERS;
    var shape =
        new GridTokenModel.Shape(
            used.sizes(),
            FqganArm.GRID,
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
              model, used.renumbered(), bed.train().labels(), arm.factors(), BATCH, Device.CPU);
      new ShortTraining(arm.name() + ", tokens", STEPS, BATCH, RATE, seed)
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
    int[] labels = test.labels();
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
