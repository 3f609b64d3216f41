package dev.jeton.learn.language;

import dev.jeton.learn.Objective;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** Foresees each id of texts from those before it. */
public final class LanguageModelling implements Objective {
  private final LanguageModel model;
  private final TextBatches batches;
  private final int rows;
  private final SequencedMap<String, HeldOutTexts> heldOut;

  /**
   * @param rows per step
   * @param heldOut texts that {@code batches} does not draw from, by the name of their kind
   */
  public LanguageModelling(
      LanguageModel model,
      TextBatches batches,
      int rows,
      SequencedMap<String, HeldOutTexts> heldOut) {
    this.model = model;
    this.batches = batches;
    this.rows = rows;
    this.heldOut = heldOut;
  }

  @Override
  public Loss loss(Step step) {
    int[] ids = batches.draw(rows, new SplittableRandom(step.random()));
    var counted = new boolean[ids.length];
    Arrays.fill(counted, true);
    var loss = model.loss(ids, counted, batches.length());
    var parts = new LinkedHashMap<String, Double>();
    parts.put("bits_per_token", loss.item() / Math.log(2));
    return new Loss(loss, parts);
  }

  /** Bits per byte of each kind of held-out texts. */
  @Override
  public SequencedMap<String, Double> evaluate(Parameters averaged) {
    var found = new LinkedHashMap<String, Double>();
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var judged = new LanguageModel(model.shape(), averaged);
      heldOut.forEach((name, texts) -> found.put(name + "_bpb", texts.bitsPerByte(judged)));
    }
    return found;
  }
}
