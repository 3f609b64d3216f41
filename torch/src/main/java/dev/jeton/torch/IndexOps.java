package dev.jeton.torch;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operations that compare, pick, join and scatter. */
public final class IndexOps {
  private IndexOps() {}

  /** Where x &gt; value. */
  public static Tensor greater(Tensor x, double value) {
    return Tensor.call("greater", () -> x.handle().gt(Tensor.scalar(value)), x);
  }

  /** Where x &lt; value. */
  public static Tensor less(Tensor x, double value) {
    return Tensor.call("less", () -> x.handle().lt(Tensor.scalar(value)), x);
  }

  /** Where x = y. */
  public static Tensor same(Tensor x, Tensor y) {
    return Tensor.call("same", () -> x.handle().eq(y.handle()), x, y);
  }

  /** Values of {@code a} where {@code condition} holds, of {@code b} elsewhere. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Tensor.call(
        "where", () -> torch.where(condition.handle(), a.handle(), b.handle()), condition, a, b);
  }

  /** Joined along {@code dim}. */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Tensor.call(
        "cat", () -> torch.cat(vector(tensors), dim), tensors.toArray(Tensor[]::new));
  }

  /** Joined along a new dimension {@code dim}. */
  public static Tensor stack(List<Tensor> tensors, int dim) {
    return Tensor.call(
        "stack", () -> torch.stack(vector(tensors), dim), tensors.toArray(Tensor[]::new));
  }

  /** Entries {@code index} ({@code [n]}, int64) of {@code dim}. */
  public static Tensor select(Tensor x, int dim, Tensor index) {
    return Tensor.call("select", () -> x.handle().index_select(dim, index.handle()), x, index);
  }

  /** Along {@code dim}, the entry that {@code index} names at each place. */
  public static Tensor gather(Tensor x, int dim, Tensor index) {
    return Tensor.call("gather", () -> x.handle().gather(dim, index.handle()), x, index);
  }

  /** Rows of {@code table} {@code [codes, dim]} for ids of any shape: {@code [..., dim]}. */
  public static Tensor embedding(Tensor table, Tensor ids) {
    return Tensor.call(
        "embedding", () -> torch.embedding(table.handle(), ids.handle()), table, ids);
  }

  /** {@code x} with {@code rows} added at {@code index} of {@code dim}; equal indices add up. */
  public static Tensor addAt(Tensor x, int dim, Tensor index, Tensor rows) {
    return Tensor.call(
        "addAt", () -> x.handle().index_add(dim, index.handle(), rows.handle()), x, index, rows);
  }

  /** Where the smallest value of {@code dim} stands, the lowest where several are equal. */
  public static Tensor argmin(Tensor x, int dim) {
    return Tensor.call("argmin", () -> x.handle().argmin(new LongOptional(dim), false), x);
  }

  /** Where the largest value of {@code dim} stands. */
  public static Tensor argmax(Tensor x, int dim) {
    return Tensor.call("argmax", () -> x.handle().argmax(new LongOptional(dim), false), x);
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(
        tensors.stream().map(Tensor::handle).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }
}
