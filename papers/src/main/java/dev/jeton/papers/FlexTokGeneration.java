package dev.jeton.papers;

import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenModelling;
import dev.jeton.learn.GridTokenModel;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Row 13's autoregressive model over the ids of a codec, asked for classes. */
final class FlexTokGeneration {
  private static final double RATE = 1e-3;
  private static final int DRAWN_AT_ONCE = 250;

  private FlexTokGeneration() {}

  /** Trains one and judges what it draws, at each prefix. */
  static Map<String, Double> measure(CifarBed bed, FlexTokCodec codec, FlexTokSize size, long seed)
      throws IOException {
    var shape =
        GridTokenModel.Shape.line(
            List.of(codec.quantizer().vocabulary().size(0)),
            codec.tokens(),
            bed.train().classes().size(),
            size.tokenTrunk(),
            0);
    try (var parameters = new Parameters(seed, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      var modelling =
          new TokenModelling(
              model,
              codec.ids(bed.train()),
              bed.train().labels(),
              1,
              FlexTokSize.TOKEN_BATCH,
              Device.CPU);
      new ShortTraining("autoregression", size.tokenSteps(), FlexTokSize.TOKEN_BATCH, RATE, seed)
          .run(parameters, modelling, bed.listener());
      var judge = FlexTokJudge.of(bed, size, seed);
      int[] labels = judge.pictures().labels();
      int[] ids = drawn(model, labels, seed);
      long[] wanted = Arrays.stream(labels).asLongStream().toArray();
      var numbers = new TreeMap<String, Double>();
      for (int kept : FlexTokArm.PREFIXES) {
        var found = judge.judge(codec, ids, kept, wanted);
        numbers.put("class_accuracy_" + kept, found.sameClass());
        numbers.put("fd_cls_" + kept, found.fdCls());
      }
      return numbers;
    }
  }

  /** {@code [labels.length][tokens]} flat. */
  private static int[] drawn(GridTokenModel model, int[] labels, long seed) {
    var parts = new int[0];
    for (int start = 0; start < labels.length; start += DRAWN_AT_ONCE) {
      int end = Math.min(start + DRAWN_AT_ONCE, labels.length);
      int[] part =
          model.generate(Arrays.copyOfRange(labels, start, end), 1, seed * 1_000_003 + start);
      int length = parts.length;
      parts = Arrays.copyOf(parts, length + part.length);
      System.arraycopy(part, 0, parts, length, part.length);
    }
    return parts;
  }
}
