package dev.jeton.papers;

import dev.jeton.beds.PrefixEvaluation;
import dev.jeton.beds.ShortTraining;
import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.learn.elastic.ProxyCodes;
import dev.jeton.measure.CodebookUsage;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Row 59, TiTok: An Image is Worth 32 Tokens for Reconstruction and Generation. Lines of 8 to 64
 * latent tokens against a token per patch with the same networks; training through a teacher's
 * codes against training on pixels; the same masked generator on a short line and on the grid.
 *
 * <p>Stand-ins: squared error alone for perceptual and adversarial losses, a small convolutional
 * codec trained here for MaskGIT-VQGAN as teacher.
 */
final class TiTok implements Recipe {

  /**
   * How much is done in a cell.
   *
   * @param steps of each codec, of {@link LatentCell#BATCH} pictures; of the teacher too
   * @param generatorSteps of {@link TiTokGeneration#BATCH} pictures
   * @param pictures of the test set that are decoded
   * @param drawn pictures that are generated
   * @param timed pictures per timing
   */
  record Effort(long steps, long generatorSteps, int pictures, int drawn, int timed) {
    /** Steps of a training in two stages that go to the second, a third as published. */
    long pixelSteps() {
      return steps / 3;
    }
  }

  static final Effort STANDARD = new Effort(450, 400, 5000, 2500, 100);

  private final Effort effort;

  TiTok() {
    this(STANDARD);
  }

  TiTok(Effort effort) {
    this.effort = effort;
  }

  @Override
  public int number() {
    return 59;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var arms = new LinkedHashMap<String, Arm>();
    for (var arm : TiTokArm.ALL) {
      arms.put(
          arm.name(),
          bench.arm(arm.name(), CifarBed.DATA, seed -> cell(bench, bed.get(), arm, seed)));
    }
    arms.put(
        TiTokReport.THROUGHPUT,
        bench.arm(
            TiTokReport.THROUGHPUT,
            List.of(),
            seed -> TiTokThroughput.measure(effort.timed(), seed)));
    return new TiTokReport(arms, effort).report();
  }

  Map<String, Double> cell(Workbench bench, CifarBed bed, TiTokArm arm, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU);
        var teacher = new TiTokTeacher(effort.steps())) {
      var codec =
          arm.proxy()
              ? throughCodes(teacher, bench, bed, arm, parameters, seed)
              : onPixels(bed, arm, parameters, seed);
      var numbers = new TreeMap<String, Double>();
      var test = bed.test().subset(0, effort.pictures());
      int[] ids = PrefixEvaluation.ids(codec, test);
      var kept = List.of(arm.tokens());
      var found = PrefixEvaluation.of(codec, ids, arm.grid(), kept, test, bed.judge()).getFirst();
      numbers.put("psnr", found.psnr());
      numbers.put("ms_ssim", found.msSsim());
      numbers.put("rfd_cls", found.fdCls());
      numbers.put("accuracy", found.accuracy());
      var usage = new CodebookUsage(LatentCell.CODES);
      usage.add(ids);
      numbers.put("use", usage.share());
      numbers.put("perplexity", usage.perplexity());
      if (arm.proxy()) {
        numbers.put("teacher_psnr", teacher.psnr(bench, bed, test));
      }
      if (arm.generated()) {
        new TiTokGeneration(bed, codec, arm, effort, seed).measure(numbers);
      }
      return numbers;
    }
  }

  private LatentCodec onPixels(CifarBed bed, TiTokArm arm, Parameters parameters, long seed)
      throws IOException {
    var codec = LatentCell.codec(arm.shape(), parameters, seed);
    var all = NestedDropout.none(arm.tokens());
    new LatentCell(effort.steps()).train(arm.name(), codec, all, parameters, bed, seed);
    return codec;
  }

  /** Two stages, together as many steps as one on pixels. */
  private LatentCodec throughCodes(
      TiTokTeacher teacher,
      Workbench bench,
      CifarBed bed,
      TiTokArm arm,
      Parameters parameters,
      long seed)
      throws IOException {
    var proxy =
        new ProxyCodes(
            arm.shape(),
            LatentCell.quantizer(parameters, seed),
            parameters,
            teacher.open(bench, bed, parameters),
            (s, step, count) -> bed.train().batch(s, step, count).pictures(),
            LatentCell.BATCH,
            LatentCell.VARIANCE);
    long second = effort.pixelSteps();
    training(arm.name() + ", codes", effort.steps() - second, seed)
        .run(parameters, proxy.codes(), bed.listener());
    training(arm.name() + ", pixels", second, seed).run(parameters, proxy.pixels(), bed.listener());
    return proxy.codec();
  }

  private static ShortTraining training(String name, long steps, long seed) {
    return new ShortTraining(name, steps, LatentCell.BATCH, LatentCell.RATE, seed);
  }
}
