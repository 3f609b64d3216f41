package dev.jeton.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owns the tensors made while it is open on its thread and frees them when it closes; without one
 * no tensor can be made. The garbage collector does not see libtorch's memory, so a training step
 * opens one scope. Scopes nest and close in reverse order (try-with-resources).
 *
 * <pre>{@code
 * try (var scope = new Scope()) {
 *   var loss = model.forward(batch).mean();
 *   loss.backward();
 *   return loss.item();
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();
  private static final AtomicLong LIVE = new AtomicLong();

  private final @Nullable Scope outer;
  private final Thread owner;
  private final PointerScope pointers;
  private final List<Tensor> tensors = new ArrayList<>();
  private boolean closed;

  public Scope() {
    Torch.start();
    outer = INNERMOST.get();
    owner = Thread.currentThread();
    pointers = new PointerScope();
    INNERMOST.set(this);
  }

  /** Tensors that are neither freed nor closed, over all threads. */
  public static long liveTensors() {
    return LIVE.get();
  }

  static Scope current() {
    var scope = INNERMOST.get();
    if (scope == null) {
      throw new IllegalStateException(
          "no Scope is open on thread " + Thread.currentThread().getName());
    }
    return scope;
  }

  void adopt(Tensor tensor) {
    tensors.add(tensor);
    LIVE.incrementAndGet();
  }

  /**
   * Lets {@code tensor} outlive this scope: from now on whoever asked owns it and calls {@link
   * Tensor#close()}.
   *
   * @throws IllegalArgumentException if this scope does not own it
   */
  public Tensor keep(Tensor tensor) {
    for (int i = tensors.size() - 1; i >= 0; i--) {
      if (tensors.get(i) == tensor) {
        tensors.remove(i);
        tensor.handle().retainReference();
        pointers.detach(tensor.handle());
        return tensor;
      }
    }
    throw new IllegalArgumentException("this scope does not own the tensor " + tensor);
  }

  static void released() {
    LIVE.decrementAndGet();
  }

  /** Frees what the scope still owns. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (Thread.currentThread() != owner || INNERMOST.get() != this) {
      throw new IllegalStateException("scopes close on their own thread, the innermost first");
    }
    closed = true;
    tensors.forEach(Tensor::disown);
    LIVE.addAndGet(-tensors.size());
    tensors.clear();
    pointers.close();
    INNERMOST.set(outer);
  }
}
