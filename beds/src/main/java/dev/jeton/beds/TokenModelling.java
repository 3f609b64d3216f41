package dev.jeton.beds;

import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.Objective;
import dev.jeton.torch.Device;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/**
 * Trains a {@link GridTokenModel} on the ids of pictures whose classes are known.
 *
 * @param ids {@code [pictures][places][parts]}
 * @param labels class of each picture
 * @param parts sub-tokens per place
 * @param batch pictures per step
 */
public record TokenModelling(
    GridTokenModel model, int[] ids, int[] labels, int parts, int batch, Device device)
    implements Objective {

  @Override
  public Loss loss(Step step) {
    var random = new SplittableRandom(step.random());
    int length = ids.length / labels.length;
    var drawn = new int[batch * length];
    var classes = new int[batch];
    for (int i = 0; i < batch; i++) {
      int picture = random.nextInt(labels.length);
      System.arraycopy(ids, picture * length, drawn, i * length, length);
      classes[i] = labels[picture];
    }
    var total =
        model.loss(
            Tensor.of(drawn, batch, length / parts, parts).to(device),
            Tensor.of(classes, batch).to(device));
    var shown = new LinkedHashMap<String, Double>();
    shown.put("bits_per_token", total.item() / Math.log(2));
    return new Loss(total, shown);
  }
}
