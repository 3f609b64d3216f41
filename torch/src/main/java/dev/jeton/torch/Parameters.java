package dev.jeton.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/**
 * The learnt tensors of a model by name, in order of creation. They outlive scopes; closing frees
 * them. The starting values depend on the seed and the name only.
 */
public final class Parameters implements AutoCloseable {
  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private final long seed;
  private final Device device;

  public Parameters(long seed, Device device) {
    this.seed = seed;
    this.device = device;
  }

  /** Where they live. */
  public Device device() {
    return device;
  }

  /** Adds a parameter of normally distributed values with this standard deviation. */
  public Tensor normal(String name, double deviation, long... shape) {
    var random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * name.hashCode()));
    var values = new float[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return add(name, values, shape);
  }

  /** Adds a parameter with the same value everywhere. */
  public Tensor constant(String name, double value, long... shape) {
    var values = new float[count(shape)];
    java.util.Arrays.fill(values, (float) value);
    return add(name, values, shape);
  }

  /** Adds a parameter with these values. */
  public Tensor add(String name, float[] values, long... shape) {
    if (tensors.containsKey(name)) {
      throw new IllegalArgumentException("there is a parameter " + name + " already");
    }
    try (var scope = new Scope()) {
      var tensor = scope.keep(Tensor.of(values, shape).to(device).copy()).requireGrad(true);
      tensors.put(name, tensor);
      return tensor;
    }
  }

  private static int count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return Math.toIntExact(count);
  }

  /** The parameter of this name. */
  public Tensor get(String name) {
    var tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter " + name + " among " + tensors.keySet());
    }
    return tensor;
  }

  /** Whether there is one of this name. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** All of them, in order of creation. */
  public SequencedMap<String, Tensor> all() {
    return Collections.unmodifiableSequencedMap(tensors);
  }

  /** How many numbers they hold in all. */
  public long size() {
    return tensors.values().stream().mapToLong(Tensor::count).sum();
  }

  /**
   * Stops ({@code false}) or resumes the learning of those whose names start with {@code prefix}.
   */
  public void learn(String prefix, boolean learning) {
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            Tensor unused = tensor.requireGrad(learning);
            tensor.clearGrad();
          }
        });
  }

  /** Overwrites the values of one parameter. */
  public void set(String name, float[] values) {
    try (var scope = new Scope()) {
      var target = get(name);
      target.copyFrom(Tensor.of(values, target.shape()).to(device));
    }
  }

  /** Forgets all gradients. */
  public void clearGrads() {
    tensors.values().forEach(Tensor::clearGrad);
  }

  /**
   * Scales all gradients so that their common Euclidean norm is at most {@code bound}.
   *
   * @return the norm before; not finite where a gradient is not
   */
  public double clipGrads(double bound) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var grads = tensors.values().stream().map(Tensor::grad).filter(g -> g != null).toList();
      if (grads.isEmpty()) {
        return 0;
      }
      var squares = grads.stream().map(g -> g.square().sum()).toList();
      double norm = Math.sqrt(IndexOps.stack(squares, 0).sum().item());
      if (norm > bound) {
        for (var grad : grads) {
          Tensor.inPlace(
              "clip", () -> grad.handle().mul_(Tensor.scalar(bound / (norm + 1e-6))), grad);
        }
      }
      return norm;
    }
  }

  /**
   * Moves each value the fraction {@code weight} of the way to {@code other}'s of the same name.
   */
  public void follow(Parameters other, double weight) {
    tensors.forEach((name, tensor) -> tensor.lerpFrom(other.get(name), weight));
  }

  /** A second set with equal values, which does not learn. */
  public Parameters copy() {
    var copy = new Parameters(seed, device);
    tensors.forEach(
        (name, tensor) -> {
          Tensor unused = copy.add(name, tensor.toFloats(), tensor.shape()).requireGrad(false);
        });
    return copy;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
