package dev.jeton.learn;

import dev.jeton.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** One step of a network. */
@FunctionalInterface
public interface Layer {

  /**
   * Applies it.
   *
   * @param x {@code [batch, channels, height, width]}
   * @param level {@code [batch]} int64, how many quantizer levels each image was made from; null
   *     where that means nothing
   */
  Tensor forward(Tensor x, @Nullable Tensor level);

  /** Applies it where no level is known. */
  default Tensor forward(Tensor x) {
    return forward(x, null);
  }
}
