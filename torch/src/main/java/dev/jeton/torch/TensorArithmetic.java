package dev.jeton.torch;

import org.bytedeco.pytorch.ScalarTypeOptional;

/** What {@link Tensor} computes element by element and over dimensions. */
abstract sealed class TensorArithmetic permits Tensor {
  abstract org.bytedeco.pytorch.Tensor handle();

  private Tensor self() {
    return (Tensor) this;
  }

  // ---- arithmetic ----

  /** this + other, broadcast. */
  public Tensor add(Tensor other) {
    return Tensor.call("add", () -> handle().add(other.handle()), self(), other);
  }

  /** this + value. */
  public Tensor add(double value) {
    return Tensor.call("add", () -> handle().add(Tensor.scalar(value)), self());
  }

  /** this - other, broadcast. */
  public Tensor sub(Tensor other) {
    return Tensor.call("sub", () -> handle().sub(other.handle()), self(), other);
  }

  /** this - value. */
  public Tensor sub(double value) {
    return Tensor.call("sub", () -> handle().sub(Tensor.scalar(value)), self());
  }

  /** this × other, broadcast. */
  public Tensor mul(Tensor other) {
    return Tensor.call("mul", () -> handle().mul(other.handle()), self(), other);
  }

  /** this × value. */
  public Tensor mul(double value) {
    return Tensor.call("mul", () -> handle().mul(Tensor.scalar(value)), self());
  }

  /** this / other, broadcast. */
  public Tensor div(Tensor other) {
    return Tensor.call("div", () -> handle().div(other.handle()), self(), other);
  }

  /** this / value. */
  public Tensor div(double value) {
    return Tensor.call("div", () -> handle().div(Tensor.scalar(value)), self());
  }

  /** Matrix product over the last two dimensions. */
  public Tensor matmul(Tensor other) {
    return Tensor.call("matmul", () -> handle().matmul(other.handle()), self(), other);
  }

  /** this to the power {@code exponent}. */
  public Tensor pow(double exponent) {
    return Tensor.call("pow", () -> handle().pow(Tensor.scalar(exponent)), self());
  }

  /** Values forced into [low, high]. */
  public Tensor clamp(double low, double high) {
    return Tensor.call(
        "clamp",
        () -> handle().clamp_min(Tensor.scalar(low)).clamp_max(Tensor.scalar(high)),
        self());
  }

  /** Values forced to be at least {@code low}. */
  public Tensor clampMin(double low) {
    return Tensor.call("clampMin", () -> handle().clamp_min(Tensor.scalar(low)), self());
  }

  /** −this. */
  public Tensor neg() {
    return Tensor.call("neg", () -> handle().neg(), self());
  }

  /** Absolute values. */
  public Tensor abs() {
    return Tensor.call("abs", () -> handle().abs(), self());
  }

  /** this². */
  public Tensor square() {
    return Tensor.call("square", () -> handle().square(), self());
  }

  /** √this. */
  public Tensor sqrt() {
    return Tensor.call("sqrt", () -> handle().sqrt(), self());
  }

  /** 1 / √this. */
  public Tensor rsqrt() {
    return Tensor.call("rsqrt", () -> handle().rsqrt(), self());
  }

  /** e to the power this. */
  public Tensor exp() {
    return Tensor.call("exp", () -> handle().exp(), self());
  }

  /** Natural logarithm. */
  public Tensor log() {
    return Tensor.call("log", () -> handle().log(), self());
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return Tensor.call("tanh", () -> handle().tanh(), self());
  }

  /** 1 / (1 + exp(−this)). */
  public Tensor sigmoid() {
    return Tensor.call("sigmoid", () -> handle().sigmoid(), self());
  }

  /** max(this, 0). */
  public Tensor relu() {
    return Tensor.call("relu", () -> handle().relu(), self());
  }

  /** To the nearest whole number, halves to even; no gradient. */
  public Tensor round() {
    return Tensor.call("round", () -> handle().round(), self());
  }

  /** −1, 0 or 1; no gradient. */
  public Tensor sign() {
    return Tensor.call("sign", () -> handle().sign(), self());
  }

  // ---- reductions ----

  /** Sum of all values, a scalar. */
  public Tensor sum() {
    return Tensor.call("sum", () -> handle().sum(), self());
  }

  /** Sum over {@code dims}, which stay with size 1. */
  public Tensor sum(long... dims) {
    return Tensor.call("sum", () -> handle().sum(dims, true, new ScalarTypeOptional()), self());
  }

  /** Mean of all values, a scalar. */
  public Tensor mean() {
    return Tensor.call("mean", () -> handle().mean(), self());
  }

  /** Mean over {@code dims}, which stay with size 1. */
  public Tensor mean(long... dims) {
    return Tensor.call("mean", () -> handle().mean(dims, true, new ScalarTypeOptional()), self());
  }

  /** Largest values over {@code dims}, which stay with size 1. */
  public Tensor max(long... dims) {
    return Tensor.call("max", () -> handle().amax(dims, true), self());
  }

  /** Smallest values over {@code dims}, which stay with size 1. */
  public Tensor min(long... dims) {
    return Tensor.call("min", () -> handle().amin(dims, true), self());
  }

  /** Softmax over {@code dim}. */
  public Tensor softmax(int dim) {
    return Tensor.call("softmax", () -> handle().softmax(dim), self());
  }

  /** Logarithm of the softmax over {@code dim}. */
  public Tensor logSoftmax(int dim) {
    return Tensor.call("logSoftmax", () -> handle().log_softmax(dim), self());
  }
}
