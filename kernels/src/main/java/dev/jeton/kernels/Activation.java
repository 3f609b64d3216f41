package dev.jeton.kernels;

/** What happens to each output of a layer. */
public enum Activation {
  /** x. */
  NONE,
  /** max(0, x). */
  RELU,
  /** x / (1 + exp(-x)); Hendrycks and Gimpel 2016, Elfwing et al. 2017. */
  SILU,
  /**
   * x / (1 + exp(-2u)), u = sqrt(2 / pi) (x + 0.044715 x^3): the tanh form of GELU (Hendrycks and
   * Gimpel 2016, section 2).
   */
  GELU_TANH,
  /** (exp(2x) - 1) / (exp(2x) + 1). */
  TANH,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** exp(x). */
  EXP
}
