package dev.jeton.papers;

import dev.jeton.beds.FdCls;
import dev.jeton.beds.PrefixEvaluation;
import dev.jeton.beds.SequenceModelling;
import dev.jeton.beds.ShortTraining;
import dev.jeton.beds.TokenSequences;
import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import dev.jeton.generate.Generator;
import dev.jeton.generate.Guidance;
import dev.jeton.generate.MaskedRounds;
import dev.jeton.generate.Sampler;
import dev.jeton.learn.FrozenTokenModel;
import dev.jeton.learn.Hiding;
import dev.jeton.learn.TokenSequenceModel;
import dev.jeton.learn.elastic.LatentCodec;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.torch.Device;
import dev.jeton.torch.IndexOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The masked generator of row 59 on one codec's tokens, judged by the pictures it draws. */
record TiTokGeneration(
    CifarBed bed, LatentCodec codec, TiTokArm arm, TiTok.Effort effort, long seed) {
  static final int ROUNDS = 8;
  static final int BATCH = 64;
  private static final int LAYERS = 4;
  private static final int DIM = 128;
  private static final int HEADS = 4;
  private static final int HIDDEN = 344;
  private static final double RATE = 2e-3;
  private static final int AT_ONCE = 100;

  /** The generator's sizes for the tokens of an arm. */
  static TokenShape shape(TiTokArm arm, int classes) {
    return new TokenShape(
        false,
        LatentCell.CODES,
        arm.tokens(),
        arm.grid(),
        classes,
        true,
        LAYERS,
        DIM,
        HEADS,
        HIDDEN);
  }

  /** In plain Java, as it would ship: {@value #ROUNDS} rounds, temperature 1, no guidance. */
  static Generator generator(TiTokArm arm, TokenShape shape, Parameters parameters) {
    int grid = arm.grid();
    var extent = grid > 0 ? Extent.of(grid, grid) : Extent.of(arm.tokens());
    var layout =
        new Layout(
            Vocabulary.of("row 59", LatentCell.CODES),
            List.of(extent),
            Extent.of(LatentCell.SIDE, LatentCell.SIDE));
    return new Generator(
        FrozenTokenModel.of(shape, parameters, WeightTensor.Type.F32).model(layout),
        new MaskedRounds(ROUNDS, MaskedRounds.STANDARD_NOISE),
        Sampler.PLAIN,
        Guidance.NONE);
  }

  /** Adds {@code gfd_cls}, {@code class_accuracy}, {@code bits_per_token}. */
  void measure(Map<String, Double> numbers) throws IOException {
    var train = new TokenSequences(PrefixEvaluation.ids(codec, bed.train()), bed.train().labels());
    var tune = new TokenSequences(PrefixEvaluation.ids(codec, bed.tune()), bed.tune().labels());
    var shape = shape(arm, bed.train().classes().size());
    try (var parameters = new Parameters(seed, Device.CPU)) {
      TokenSequenceModel model;
      try (var scope = new Scope()) {
        model = new TokenSequenceModel(shape, parameters);
      }
      var modelling = new SequenceModelling(model, train, null, BATCH);
      new ShortTraining(arm.name() + ", tokens", effort.generatorSteps(), BATCH, RATE, seed)
          .run(parameters, modelling, bed.listener());
      numbers.put("bits_per_token", SequenceModelling.bitsPerToken(model, tune, BATCH, Hiding.ANY));
      drawn(generator(arm, shape, parameters), numbers);
    }
  }

  private void drawn(Generator generator, Map<String, Double> numbers) {
    var classifier = bed.judge().classifier();
    var frozen = codec.quantizer().freeze();
    var made = bed.judge().statistics();
    double right = 0;
    for (int start = 0; start < effort.drawn(); start += AT_ONCE) {
      int n = Math.min(AT_ONCE, effort.drawn() - start);
      int[] asked = IntStream.range(start, start + n).map(bed.test()::label).toArray();
      int[] ids =
          generator.generate(asked, arm.tokens(), seed, start).tokens().stream()
              .flatMapToInt(tokens -> Arrays.stream(tokens.ids()))
              .toArray();
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var decoded = PrefixEvaluation.decode(codec, frozen, ids, n, arm.grid(), arm.tokens());
        bed.judge().add(decoded, made);
        long[] said = IndexOps.argmax(classifier.logits(decoded.clamp(0, 1)), 1).toLongs();
        for (int i = 0; i < n; i++) {
          right += said[i] == asked[i] ? 1 : 0;
        }
      }
    }
    numbers.put(
        "gfd_cls",
        FdCls.between(bed.judge().statistics(bed.test().subset(0, effort.drawn())), made));
    numbers.put("class_accuracy", right / effort.drawn());
  }
}
