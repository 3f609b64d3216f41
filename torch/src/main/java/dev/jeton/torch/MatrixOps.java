package dev.jeton.torch;

import org.bytedeco.pytorch.global.torch;

/** Linear algebra. */
public final class MatrixOps {
  private MatrixOps() {}

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param values {@code [n]}, rising
   * @param vectors {@code [n, n]}, one per column
   */
  public record Eigen(Tensor values, Tensor vectors) {}

  /** The eigendecomposition of the symmetric {@code x} {@code [n, n]}. */
  public static Eigen eigh(Tensor x) {
    var pair = Tensor.attempt("eigh", () -> torch.linalg_eigh(x.handle(), "L"), x);
    return new Eigen(
        new Tensor(new org.bytedeco.pytorch.Tensor(pair.get0())),
        new Tensor(new org.bytedeco.pytorch.Tensor(pair.get1())));
  }

  /**
   * Euclidean distances between the rows of {@code x} {@code [n, d]} and {@code y} {@code [m, d]}.
   */
  public static Tensor distances(Tensor x, Tensor y) {
    return Tensor.call("distances", () -> torch.cdist(x.handle(), y.handle()), x, y);
  }

  /** {@code c + scale · x y}. */
  public static Tensor addProduct(Tensor c, Tensor x, Tensor y, double scale) {
    return Tensor.call(
        "addProduct",
        () ->
            torch.addmm(c.handle(), x.handle(), y.handle(), Tensor.scalar(1), Tensor.scalar(scale)),
        c,
        x,
        y);
  }
}
