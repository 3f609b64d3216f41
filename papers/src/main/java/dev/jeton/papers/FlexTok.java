package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.measure.CodebookUsage;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Row 13, FlexTok: Resampling Images into 1D Token Sequences of Flexible Length. A picture becomes
 * a line of tokens of which every prefix is drawn by a rectified-flow decoder, against the same
 * without nested dropout, cut off, and against models of a fixed length with the same decoder; then
 * a class-conditional autoregressive model over the line, stopped at any prefix.
 *
 * <p>Stand-ins: pixels for a VAE's latents, a classifier trained here for Inception, no alignment
 * to DINOv2's features, one width and hence no μP. Not in the paper: registers and what patches
 * read of them start as a cosine transform and its inverse, and the flow runs on pictures of a
 * quarter of the noise's deviation; without these two the decoder still ignored its registers when
 * such a short training ended.
 */
final class FlexTok implements Recipe {
  private final FlexTokSize size;

  FlexTok() {
    this(FlexTokSize.FULL);
  }

  /**
   * @param size smaller than the row's where only the way is to be tried
   */
  FlexTok(FlexTokSize size) {
    this.size = size;
  }

  @Override
  public int number() {
    return 13;
  }

  @Override
  public Duration budget() {
    return Duration.ofMinutes(6);
  }

  @Override
  public Report run(Workbench bench) {
    var bed = CifarBed.of(bench);
    var arms = new LinkedHashMap<String, Arm>();
    for (var arm : FlexTokArm.ALL) {
      arms.put(
          arm.name(),
          bench.arm(
              arm.name(), CifarBed.DATA, seed -> reconstruction(bench, bed.get(), arm, seed)));
    }
    arms.put(
        FlexTokReport.AUTOREGRESSION,
        bench.arm(
            FlexTokReport.AUTOREGRESSION,
            CifarBed.DATA,
            seed -> generation(bench, bed.get(), seed)));
    return FlexTokReport.of(arms, size);
  }

  private Map<String, Double> reconstruction(
      Workbench bench, CifarBed bed, FlexTokArm arm, long seed) throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = trained(bench, bed, arm, seed, parameters);
      var judge = FlexTokJudge.of(bed, size, seed);
      int[] ids = codec.ids(judge.pictures());
      var numbers = new TreeMap<String, Double>();
      for (int kept : arm.measured()) {
        var found = judge.judge(codec, ids, kept, judge.classes());
        numbers.put("psnr_" + kept, found.psnr());
        numbers.put("agreement_" + kept, found.sameClass());
        numbers.put("fd_cls_" + kept, found.fdCls());
      }
      var usage = new CodebookUsage(codec.quantizer().vocabulary().size(0));
      usage.add(ids);
      numbers.put("use", usage.share());
      numbers.put("perplexity", usage.perplexity());
      return numbers;
    }
  }

  private Map<String, Double> generation(Workbench bench, CifarBed bed, long seed)
      throws IOException {
    try (var parameters = new Parameters(seed, Device.CPU)) {
      var codec = trained(bench, bed, FlexTokArm.NESTED, seed, parameters);
      return FlexTokGeneration.measure(bed, codec, size, seed);
    }
  }

  /** The codec of an arm; its weights are trained once. */
  private FlexTokCodec trained(
      Workbench bench, CifarBed bed, FlexTokArm arm, long seed, Parameters parameters) {
    var codec = FlexTokCodec.of(size, arm.tokens(), parameters);
    var weights =
        bench.cached(
            "flextok 2: %s, %s, seed %d, on %s".formatted(arm, size, seed, bed.train().hash()),
            TrainedWeights.FORMAT,
            () -> {
              new ShortTraining(arm.name(), size.steps(), size.batch(), size.rate(), seed)
                  .run(
                      parameters,
                      new FlexTokTraining(codec, arm.dropout(), bed.train(), size.batch()),
                      bed.listener());
              return TrainedWeights.of(parameters);
            });
    TrainedWeights.restore(weights, parameters);
    return codec;
  }
}
