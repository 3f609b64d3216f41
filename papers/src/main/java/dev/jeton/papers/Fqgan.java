package dev.jeton.papers;

import dev.jeton.beds.PictureAutoencoding;
import dev.jeton.beds.PictureEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
          + " 8 numbers each, length 1, 64 places a picture; 400 steps of 32 pictures and one"
          + " learning rate (0.001) for all arms; squared error and the quantizer's own losses, nothing perceptual or"
          + " adversarial. Use, PSNR, FD-cls and probes (ridge regression on code vectors) are of"
          + " the 5,000 test pictures, decoded from ids alone; mutual information of the training"
          + " pictures' ids. The frozen network is a classifier of another seed than the judge of"
          + " FD-cls, a stand-in for CLIP and DINO that has seen the same labels as the judge."
          + " FD-cls of training against test pictures is 0.025. The token models (300 steps, four"
          + " layers and a head of one, or five layers; 2,500 pictures drawn at temperature 1 without"
          + " guidance) are far from trained out.";

  private static final int BATCH = 32;
  private static final double RATE = 1e-3;
  private static final long STEPS = 400;

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
    var arms = new LinkedHashMap<String, Arm>();
    for (var arm : FqganArm.ALL) {
      arms.put(
          arm.name(),
          bench.arm(arm.name(), CifarBed.DATA, seed -> cell(bench, bed.get(), arm, seed)));
    }
    return FqganReport.of(arms);
  }

  private static Map<String, Double> cell(Workbench bench, CifarBed bed, FqganArm arm, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = arm.codec(parameters, seed);
      var extra = FqganTeacher.terms(bench, bed, arm, parameters);
      new ShortTraining(arm.name(), STEPS, BATCH, RATE, seed)
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
          2e-6
              * FqganArm.GRID
              * FqganArm.GRID
              * FqganArm.DIM
              * arm.sizes().stream().mapToInt(size -> size).sum());
      int[] ids = PictureEvaluation.ids(codec, bed.train());
      FqganFactors.measure(numbers, bed, codec, ids, test.ids());
      if (arm.generates()) {
        FqganGeneration.measure(numbers, bed, codec, ids, arm, seed);
      }
      return numbers;
    }
  }
}
