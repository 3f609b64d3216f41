package dev.jeton.beds;

import dev.jeton.learn.Hiding;
import dev.jeton.learn.Objective;
import dev.jeton.learn.TokenSequenceModel;
import dev.jeton.learn.TokenSequenceModel.LossTerms;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link TokenSequenceModel}, masked or causal, on stored ids.
 *
 * @param batch signals per step
 * @param heldOut signals that are not trained on, to tell how good the model is; or null
 * @param hiding which tokens a masked model does not see
 */
public record SequenceModelling(
    TokenSequenceModel model,
    TokenSequences train,
    @Nullable TokenSequences heldOut,
    int batch,
    Hiding hiding)
    implements Objective {

  /** A causal model, or a masked one that learns to fill any places. */
  public SequenceModelling(
      TokenSequenceModel model, TokenSequences train, @Nullable TokenSequences heldOut, int batch) {
    this(model, train, heldOut, batch, Hiding.ANY);
  }

  @Override
  public Loss loss(Step step) {
    var random = new SplittableRandom(step.random());
    var drawn = train.at(random.ints(batch, 0, train.size()).toArray());
    return model.loss(
        drawn.ids(), drawn.labels(), LossTerms.TRAINING.with(hiding), random.nextLong());
  }

  @Override
  public SequencedMap<String, Double> evaluate(Parameters averaged) {
    var found = new LinkedHashMap<String, Double>();
    if (heldOut != null) {
      var averagedModel = new TokenSequenceModel(model.shape(), averaged);
      found.put("held_out_bits_per_token", bitsPerToken(averagedModel, heldOut, batch, hiding));
    }
    return found;
  }

  /**
   * Mean bits per token to predict, told the class: of a masked model over one drawing of what is
   * hidden, the same each time.
   */
  public static double bitsPerToken(
      TokenSequenceModel model, TokenSequences signals, int batch, Hiding hiding) {
    double sum = 0;
    for (int from = 0; from < signals.size(); from += batch) {
      int to = Math.min(signals.size(), from + batch);
      var part = signals.subset(from, to);
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var loss = model.loss(part.ids(), part.labels(), LossTerms.PLAIN.with(hiding), from);
        sum += (to - from) * loss.parts().getOrDefault("bits_per_token", Double.NaN);
      }
    }
    return sum / signals.size();
  }
}
