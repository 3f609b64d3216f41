package dev.jeton.torch;

import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array of float32, int64 or truth values in libtorch's memory, with gradients.
 * Owned by the innermost open {@link Scope}; using it after that scope has closed is an error.
 * Shapes broadcast as in PyTorch, and negative dimensions count from the end. Operations for
 * images, networks, matrices and indices are in {@link ImageOps}, {@link NetOps}, {@link MatrixOps}
 * and {@link IndexOps}.
 */
public final class Tensor extends TensorArithmetic implements AutoCloseable {
  private org.bytedeco.pytorch.@Nullable Tensor handle;

  Tensor(org.bytedeco.pytorch.Tensor handle) {
    this.handle = handle;
    Scope.current().adopt(this);
  }

  @Override
  org.bytedeco.pytorch.Tensor handle() {
    if (handle == null) {
      throw new IllegalStateException("the tensor was freed with its scope");
    }
    return handle;
  }

  void disown() {
    handle = null;
  }

  /** Frees a tensor that {@link Scope#keep} let out; does nothing a second time. */
  @Override
  public void close() {
    if (handle != null) {
      handle.releaseReference();
      handle = null;
      Scope.released();
    }
  }

  // ---- making ----

  /** A copy of {@code values}, row-major, as float32 of {@code shape}. */
  public static Tensor of(float[] values, long... shape) {
    check(values.length, shape);
    var tensor = empty(ScalarType.Float, shape);
    if (values.length > 0) {
      FloatPointer unused = tensor.handle().data_ptr_float().put(values);
    }
    return tensor;
  }

  /** A copy of {@code values}, row-major, as int64 of {@code shape}. */
  public static Tensor of(long[] values, long... shape) {
    check(values.length, shape);
    var tensor = empty(ScalarType.Long, shape);
    if (values.length > 0) {
      LongPointer unused = tensor.handle().data_ptr_long().put(values);
    }
    return tensor;
  }

  /** A copy of {@code values}, row-major, as int64 of {@code shape}. */
  public static Tensor of(int[] values, long... shape) {
    return of(Arrays.stream(values).asLongStream().toArray(), shape);
  }

  /** Zeros, float32. */
  public static Tensor zeros(long... shape) {
    return call("zeros", () -> torch.zeros(shape));
  }

  /** {@code value} everywhere, float32. */
  public static Tensor full(double value, long... shape) {
    return call("full", () -> torch.full(shape, new Scalar((float) value)));
  }

  /** 0, 1, … {@code n - 1}, int64. */
  public static Tensor range(long n) {
    return call("range", () -> torch.arange(new Scalar(n)));
  }

  private static Tensor empty(ScalarType type, long[] shape) {
    return call(
        "empty",
        () ->
            torch.empty(
                shape, new TensorOptions(type), new org.bytedeco.pytorch.MemoryFormatOptional()));
  }

  private static void check(int found, long[] shape) {
    long expected = 1;
    for (long size : shape) {
      expected = Math.multiplyExact(expected, size);
    }
    if (found != expected) {
      throw new IllegalArgumentException(
          "shape %s holds %d values, found %d".formatted(Arrays.toString(shape), expected, found));
    }
  }

  // ---- reading ----

  /** Sizes of all dimensions. */
  public long[] shape() {
    var sizes = new long[(int) handle().dim()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = handle().size(i);
    }
    return sizes;
  }

  /** Size of dimension {@code dim}; negative counts from the end. */
  public long size(int dim) {
    return handle().size(dim);
  }

  /** How many values. */
  public long count() {
    return handle().numel();
  }

  /** All values in row-major order, as float32. */
  public float[] toFloats() {
    try (var scope = new Scope()) {
      var plain = detach().cpu().floats().contiguous();
      var values = new float[Math.toIntExact(count())];
      if (values.length > 0) {
        FloatPointer unused = plain.handle().data_ptr_float().get(values);
      }
      return values;
    }
  }

  /** All values in row-major order, as whole numbers. */
  public long[] toLongs() {
    try (var scope = new Scope()) {
      var plain = detach().cpu().longs().contiguous();
      var values = new long[Math.toIntExact(count())];
      if (values.length > 0) {
        LongPointer unused = plain.handle().data_ptr_long().get(values);
      }
      return values;
    }
  }

  /** The value of a tensor that holds one. */
  public double item() {
    if (count() != 1) {
      throw new IllegalStateException(
          "item() wants one value, found shape " + Arrays.toString(shape()));
    }
    return toFloats()[0];
  }

  // ---- type and place ----

  /** As float32. */
  public Tensor floats() {
    return call("floats", () -> handle().to(ScalarType.Float), this);
  }

  /** As int64. */
  public Tensor longs() {
    return call("longs", () -> handle().to(ScalarType.Long), this);
  }

  /** On {@code device}; itself where it is there already. */
  public Tensor to(Device device) {
    return call("to " + device, () -> handle().to(device.handle(), handle().scalar_type()), this);
  }

  private Tensor cpu() {
    return call("cpu", () -> handle().cpu(), this);
  }

  /** Where it lives. */
  public Device device() {
    return handle().is_cuda() ? Device.CUDA : Device.CPU;
  }

  /** The same values in row-major order in memory. */
  public Tensor contiguous() {
    return call("contiguous", () -> handle().contiguous(), this);
  }

  /** A copy. */
  public Tensor copy() {
    return call("copy", () -> handle().clone(), this);
  }

  // ---- shape ----

  /** The same values in another shape; one size may be −1. */
  public Tensor reshape(long... shape) {
    return call("reshape " + Arrays.toString(shape), () -> handle().reshape(shape), this);
  }

  /** Dimensions in another order. */
  public Tensor permute(long... order) {
    return call("permute " + Arrays.toString(order), () -> handle().permute(order), this);
  }

  /** Two dimensions exchanged. */
  public Tensor transpose(int a, int b) {
    return call("transpose", () -> handle().transpose(a, b), this);
  }

  /** {@code length} entries of {@code dim} from {@code start} on. */
  public Tensor narrow(int dim, long start, long length) {
    return call("narrow", () -> handle().narrow(dim, start, length), this);
  }

  /** Broadcast to {@code shape} without copying. */
  public Tensor expand(long... shape) {
    return call("expand " + Arrays.toString(shape), () -> handle().expand(shape), this);
  }

  /** Entries of {@code dims} in reverse order. */
  public Tensor flip(long... dims) {
    return call("flip", () -> handle().flip(dims), this);
  }

  // ---- gradients ----

  /** The same values, from which no gradient flows back. */
  public Tensor detach() {
    return call("detach", () -> handle().detach(), this);
  }

  /** Whether gradients reach it. */
  public boolean requiresGrad() {
    return handle().requires_grad();
  }

  /** Asks for a gradient, or no longer; for tensors made from values. */
  public Tensor requireGrad(boolean required) {
    handle().set_requires_grad(required);
    return this;
  }

  /** Adds the gradient of this scalar to every tensor that asked for one. */
  public void backward() {
    attempt(
        "backward",
        () -> {
          handle().backward();
          return handle();
        },
        this);
  }

  /** The gathered gradient, or null where none has arrived. */
  public @Nullable Tensor grad() {
    var grad = handle().grad();
    return grad.defined() ? new Tensor(grad) : null;
  }

  /** Forgets the gathered gradient. */
  public void clearGrad() {
    handle().mutable_grad().reset();
  }

  // ---- changes in place, outside of gradients ----

  /** A number that grows with every change in place: equal numbers, equal values. */
  public long version() {
    return handle()._version();
  }

  /** Takes over the values of {@code other}, of the same shape. */
  public void copyFrom(Tensor other) {
    inPlace("copyFrom", () -> handle().copy_(other.handle()), this, other);
  }

  /** Goes the fraction {@code weight} of the way to {@code other}. */
  public void lerpFrom(Tensor other, double weight) {
    inPlace("lerpFrom", () -> handle().lerp_(other.handle(), scalar(weight)), this, other);
  }

  // ---- the one way into libtorch ----

  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  static void inPlace(
      String name, Supplier<org.bytedeco.pytorch.Tensor> operation, Tensor... operands) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      attempt(name, operation, operands);
    }
  }

  static Tensor call(
      String name, Supplier<org.bytedeco.pytorch.Tensor> operation, Tensor... operands) {
    return new Tensor(attempt(name, operation, operands));
  }

  /** Runs an operation; what libtorch objects to comes back with its name and the shapes. */
  @SuppressWarnings("CheckReturnValue")
  static <T> T attempt(String name, Supplier<T> operation, Tensor... operands) {
    try {
      return operation.get();
    } catch (IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      var shapes = Arrays.stream(operands).map(t -> Arrays.toString(t.shape())).toList();
      var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new TorchException(name + " of " + String.join(" and ", shapes) + ": " + message, e);
    }
  }

  /** Type and shape; not the values. */
  @Override
  public String toString() {
    return handle == null
        ? "Tensor(freed)"
        : "Tensor" + Arrays.toString(shape()) + (handle.requires_grad() ? " with gradient" : "");
  }
}
