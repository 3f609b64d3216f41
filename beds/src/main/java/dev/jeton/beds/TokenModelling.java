package dev.jeton.beds;

import dev.jeton.learn.GridTokenModel;
import dev.jeton.learn.Objective;
import dev.jeton.learn.RandomOrder;
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
 * @param classDropout share of the pictures whose class is hidden, for guidance: 0.1 in Ho and
 *     Salimans, arXiv:2207.12598; 0 for a model that is always told
 * @param order in which places are learnt
 */
public record TokenModelling(
    GridTokenModel model,
    int[] ids,
    int[] labels,
    int parts,
    int batch,
    Device device,
    double classDropout,
    RandomOrder order)
    implements Objective {

  /** With all classes told, in reading order. */
  public TokenModelling(
      GridTokenModel model, int[] ids, int[] labels, int parts, int batch, Device device) {
    this(model, ids, labels, parts, batch, device, 0, RandomOrder.NEVER);
  }

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
    hide(classes, random);
    int places = length / parts;
    var tokens = Tensor.of(drawn, batch, places, parts).to(device);
    var told = Tensor.of(classes, batch).to(device);
    var total =
        order.to() == 0
            ? model.loss(tokens, told)
            : model.loss(tokens, told, order.orders(batch, places, step.progress(), random));
    var shown = new LinkedHashMap<String, Double>();
    shown.put("bits_per_token", total.item() / Math.log(2));
    return new Loss(total, shown);
  }

  private void hide(int[] classes, SplittableRandom random) {
    for (int i = 0; i < classes.length && classDropout > 0; i++) {
      if (random.nextDouble() < classDropout) {
        classes[i] = model.classless();
      }
    }
  }
}
