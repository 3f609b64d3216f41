package dev.jeton.papers;

import dev.jeton.beds.PerturbedFdCls;
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
 * Row 27, Robust Latent Matters: Boosting Image Generation with Sampling Error Synthesis: codes are
 * exchanged for near ones while a tokenizer learns, so that its decoder bears a generator's errors,
 * and FD-cls of disturbed reconstructions is to tell which tokenizer draws best. Tokenizers that
 * differ in this, in size, dimension, learning and steps each get the same class-conditional
 * generator.
 *
 * <p>Stand-ins: a small convolutional tokenizer with squared error alone for DINOv2 encoders with
 * perceptual, adversarial and contrastive losses; a small causal transformer in reading order for
 * RAR.
 */
final class RobustTok implements Recipe {
  private static final int BATCH = 32;

  /**
   * How much is done in a cell.
   *
   * @param tokenizerSteps of {@value #BATCH} pictures, in arms that do not say otherwise
   * @param tokenizerRate peak learning rate
   * @param generatorSteps of {@value #BATCH} pictures
   * @param pictures of the test set that are decoded, and as many drawn
   * @param fewer of them that are disturbed, and drawn at half of the generator's training
   */
  record Effort(
      long tokenizerSteps, double tokenizerRate, long generatorSteps, int pictures, int fewer) {}

  static final Effort STANDARD = new Effort(500, 1e-3, 400, 5000, 2000);

  private final Effort effort;

  RobustTok() {
    this(STANDARD);
  }

  RobustTok(Effort effort) {
    this.effort = effort;
  }

  @Override
  public int number() {
    return 27;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(4);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var arms = new LinkedHashMap<String, Arm>();
    for (var tokenizer : RobustTokenizer.ALL) {
      arms.put(
          tokenizer.name(),
          bench.arm(tokenizer.name(), CifarBed.DATA, seed -> cell(bed.get(), tokenizer, seed)));
    }
    return new RobustReport(arms, effort).report();
  }

  Map<String, Double> cell(CifarBed bed, RobustTokenizer tokenizer, long seed) throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      long steps = tokenizer.steps(effort.tokenizerSteps());
      var codec = tokenizer.codec(parameters, steps, seed);
      new ShortTraining(tokenizer.name(), steps, BATCH, effort.tokenizerRate(), seed)
          .run(
              parameters,
              new PictureAutoencoding(
                  codec, bed.train(), BATCH, Device.CPU, PictureAutoencoding.nothingElse()),
              bed.listener());
      var test = bed.test().subset(0, effort.pictures());
      var numbers = new TreeMap<String, Double>();
      var decoded = PictureEvaluation.of(codec, test, bed.judge());
      var usage = decoded.usage().getFirst();
      numbers.put("psnr", decoded.psnr());
      numbers.put("rfd_cls", decoded.fdCls());
      numbers.put("use", usage.share());
      numbers.put("perplexity", usage.perplexity());
      var grid = PerturbedFdCls.Grid.STANDARD;
      var disturbed =
          PerturbedFdCls.of(codec, test.subset(0, effort.fewer()), bed.judge(), grid, seed);
      numbers.put("pfd_cls", disturbed.mean());
      for (var point : disturbed.points()) {
        numbers.put("pfd_cls_%s_%d".formatted(point.alpha(), point.delta()), point.fdCls());
      }
      new RobustGeneration(bed, codec, tokenizer, effort, seed).measure(numbers);
      return numbers;
    }
  }
}
