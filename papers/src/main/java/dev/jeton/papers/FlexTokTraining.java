package dev.jeton.papers;

import dev.jeton.learn.NestedDropout;
import dev.jeton.learn.Objective;
import dev.jeton.learn.data.Pictures;
import dev.jeton.learn.flow.RectifiedFlow;
import dev.jeton.learn.flow.RegisterCondition;
import dev.jeton.torch.Generator;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/**
 * Trains encoder and flow decoder together: the velocity's squared error at a random time, a prefix
 * of random length, a tenth of the pictures without any condition, and a little weight against
 * encoder outputs that tanh would flatten.
 *
 * @param batch pictures per step
 */
record FlexTokTraining(FlexTokCodec codec, NestedDropout dropout, Pictures pictures, int batch)
    implements Objective {
  private static final RectifiedFlow FLOW = new RectifiedFlow(true);
  private static final double ABSENT = 0.1;
  private static final double EDGE = 1.5;
  private static final double EDGE_WEIGHT = 0.01;

  @Override
  public Loss loss(Step step) {
    var drawn = pictures.batch(step.seed(), step.index(), batch).pictures();
    var random = new SplittableRandom(step.random());
    var unbounded = codec.unbounded(drawn);
    var coded = codec.quantizer().forward(FlexTokCodec.bound(unbounded)).decoded();
    var condition =
        new RegisterCondition(
            coded.reshape(batch, codec.tokens(), -1), dropout.draw(batch, random), given(random));
    var draw = FLOW.draw(FlexTokCodec.toUnits(drawn), new Generator(random.nextLong()));
    var velocity = codec.decoder().forward(draw.noisy(), draw.times(), condition).velocity();
    var error = draw.loss(velocity);
    var beyond = unbounded.abs().sub(EDGE).relu().square().mean();
    var shown = new LinkedHashMap<String, Double>();
    shown.put("velocity_error", error.item());
    shown.put("beyond", beyond.item());
    return new Loss(error.add(beyond.mul(EDGE_WEIGHT)), shown);
  }

  private Tensor given(SplittableRandom random) {
    var given = new float[batch];
    for (int i = 0; i < batch; i++) {
      given[i] = random.nextDouble() < ABSENT ? 0 : 1;
    }
    return Tensor.of(given, batch);
  }
}
