package dev.jeton.torch;

import org.bytedeco.pytorch.GradMode;

/**
 * While open, operations of this thread record nothing for {@link Tensor#backward()}. Closes in
 * reverse order of opening (try-with-resources).
 */
public final class NoGrad implements AutoCloseable {
  private final boolean before;

  public NoGrad() {
    Torch.start();
    before = GradMode.is_enabled();
    GradMode.set_enabled(false);
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
