package dev.jeton.core;

import java.util.ArrayList;
import java.util.SplittableRandom;

/** Coders for tests. */
final class IdCoders {
  private IdCoders() {}

  /** A {@link ContextIdCoder} for {@link FakeCodec}'s vocabulary, trained on a little. */
  static ContextIdCoder trained() {
    var random = new SplittableRandom(1);
    var examples = new ArrayList<Tokens.Ids>();
    for (int i = 0; i < 6; i++) {
      examples.add(FakeCodec.named("photo-1").random(Extent.of(90, 100), random));
    }
    return IdCoderTrainer.train(examples, 1);
  }
}
