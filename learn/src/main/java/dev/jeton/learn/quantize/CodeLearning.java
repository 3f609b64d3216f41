package dev.jeton.learn.quantize;

/**
 * How the codes of one codebook are learnt. Starts from one of the three ways, and is refined:
 *
 * <pre>{@code
 * CodeLearning.averages().start(Start.KMEANS).restart(0.01).cosine()
 * }</pre>
 *
 * @param way what moves the codes
 * @param start where they begin
 * @param normalised whether vectors and codes are scaled to length 1 before they are compared
 * @param commitment weight β of the commitment loss, at least 0
 * @param decay of the moving averages, in (0, 1)
 * @param restart a code whose moving count falls below this share of the even one moves onto a
 *     random vector of the batch; 0 for never, at most 0.5
 * @param entropy weight of the entropy term, 0 for none
 * @param temperature of the entropy term's softmax, above 0
 * @param estimator how the gradient passes to the vectors
 */
public record CodeLearning(
    Way way,
    Start start,
    boolean normalised,
    double commitment,
    double decay,
    double restart,
    double entropy,
    double temperature,
    Estimator estimator) {

  /** What moves the codes. */
  public enum Way {
    /** The codebook loss. */
    GRADIENT,
    /** Moving averages of the vectors that choose them. */
    AVERAGES,
    /** The codebook loss, through one linear layer without bias that all of them share. */
    LINEAR,
    /** The same with a bias, which the published code has. */
    AFFINE;

    boolean layered() {
      return this == LINEAR || this == AFFINE;
    }
  }

  /** Where codes begin. */
  public enum Start {
    /** Evenly within ±1/size, as in van den Oord's code. */
    UNIFORM,
    /** Normally, variance 1/dim: of length about 1. */
    NORMAL,
    /** By k-means on the first batch. */
    KMEANS
  }

  public CodeLearning {
    if (!(commitment >= 0
        && decay > 0
        && decay < 1
        && restart >= 0
        && restart <= 0.5
        && entropy >= 0
        && temperature > 0)) {
      throw new IllegalArgumentException(
          ("expected commitment >= 0, decay in (0, 1), restart in 0..0.5, entropy >= 0,"
                  + " temperature > 0, found %s, %s, %s, %s, %s")
              .formatted(commitment, decay, restart, entropy, temperature));
    }
    if (way.layered() && (restart > 0 || start != Start.NORMAL)) {
      throw new IllegalArgumentException(
          "codes behind a linear layer are frozen: they start normal and never restart, found start %s, restart %s"
              .formatted(start, restart));
    }
  }

  /**
   * By the codebook loss: van den Oord et al., arXiv:1711.00937, eq. 3, β = 0.25, start uniform.
   */
  public static CodeLearning gradient() {
    return of(Way.GRADIENT, Start.UNIFORM);
  }

  /** By moving averages, decay 0.99, β = 0.25, start uniform: the same paper, appendix A.1. */
  public static CodeLearning averages() {
    return of(Way.AVERAGES, Start.UNIFORM);
  }

  /**
   * By one linear layer over frozen random codes, so that every step moves every code: Zhu et al.,
   * Addressing Representation Collapse in Vector Quantized Models with One Linear Layer (SimVQ),
   * arXiv:2411.02038, β = 0.25.
   *
   * @param bias whether the layer has one, which shifts all codes alike
   */
  public static CodeLearning linear(boolean bias) {
    return of(bias ? Way.AFFINE : Way.LINEAR, Start.NORMAL);
  }

  private static CodeLearning of(Way way, Start start) {
    return new CodeLearning(way, start, false, 0.25, 0.99, 0, 0, 0.01, Estimator.STRAIGHT_THROUGH);
  }

  public CodeLearning start(Start start) {
    return new CodeLearning(
        way, start, normalised, commitment, decay, restart, entropy, temperature, estimator);
  }

  /** Vectors and codes of length 1: the nearest is the one of highest cosine. */
  public CodeLearning cosine() {
    return new CodeLearning(
        way, start, true, commitment, decay, restart, entropy, temperature, estimator);
  }

  public CodeLearning commitment(double weight) {
    return new CodeLearning(
        way, start, normalised, weight, decay, restart, entropy, temperature, estimator);
  }

  public CodeLearning decay(double decay) {
    return new CodeLearning(
        way, start, normalised, commitment, decay, restart, entropy, temperature, estimator);
  }

  public CodeLearning restart(double share) {
    return new CodeLearning(
        way, start, normalised, commitment, decay, share, entropy, temperature, estimator);
  }

  /** FQGAN: weight 0.03, temperature 0.01. */
  public CodeLearning entropy(double weight, double temperature) {
    return new CodeLearning(
        way, start, normalised, commitment, decay, restart, weight, temperature, estimator);
  }

  public CodeLearning estimator(Estimator estimator) {
    return new CodeLearning(
        way, start, normalised, commitment, decay, restart, entropy, temperature, estimator);
  }
}
