package dev.jeton.learn.flow;

import dev.jeton.torch.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What pictures are drawn from: a prefix of each one's registers, or nothing.
 *
 * @param registers {@code [n, registers, registerDim]}, decoded codes
 * @param kept {@code [n]} int64, 0 to registers: how many of each sample's first ones are read
 * @param given {@code [n]}, 1 where the sample has a condition, 0 where the learnt null stands for
 *     all of its registers; null where all have
 */
public record RegisterCondition(Tensor registers, Tensor kept, @Nullable Tensor given) {
  public RegisterCondition {
    var shape = registers.shape();
    if (shape.length != 3 || kept.shape().length != 1 || kept.size(0) != shape[0]) {
      throw new IllegalArgumentException(
          "expected registers [n, registers, dim] and kept [n], found %s and %s"
              .formatted(Arrays.toString(shape), Arrays.toString(kept.shape())));
    }
    for (long count : kept.toLongs()) {
      if (count < 0 || count > shape[1]) {
        throw new IllegalArgumentException(
            "expected to keep 0 to %d registers, found %d".formatted(shape[1], count));
      }
    }
  }

  /** The first {@code kept} registers of every sample. */
  public static RegisterCondition prefix(Tensor registers, int kept) {
    var counts = new long[(int) registers.size(0)];
    Arrays.fill(counts, kept);
    return new RegisterCondition(
        registers, Tensor.of(counts, counts.length).to(registers.device()), null);
  }

  /** No condition, for as many samples. */
  public RegisterCondition absent() {
    return new RegisterCondition(
        registers, kept, Tensor.zeros(kept.size(0)).to(registers.device()));
  }
}
