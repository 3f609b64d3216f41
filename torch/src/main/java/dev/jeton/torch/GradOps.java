package dev.jeton.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients beside {@link Tensor#backward()}. */
public final class GradOps {
  private GradOps() {}

  /**
   * The gradients of a scalar with respect to some tensors. Gathers nothing in {@link
   * Tensor#grad()}, and {@link Tensor#backward()} can still follow.
   *
   * @param inputs tensors that asked for gradients or came from such; each has to lie on the way to
   *     {@code scalar}
   * @return one per input, of its shape
   * @throws TorchException where one does not
   */
  public static List<Tensor> gradients(Tensor scalar, Tensor... inputs) {
    var handles =
        Arrays.stream(inputs).map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new);
    var found =
        Tensor.attempt(
            "gradients",
            () ->
                torch.grad(
                    new TensorVector(scalar.handle()),
                    new TensorVector(handles),
                    new TensorVector(),
                    new BoolOptional(true),
                    false,
                    false),
            inputs);
    var gradients = new ArrayList<Tensor>();
    for (int i = 0; i < inputs.length; i++) {
      gradients.add(new Tensor(new org.bytedeco.pytorch.Tensor(found.get(i))));
    }
    return gradients;
  }
}
