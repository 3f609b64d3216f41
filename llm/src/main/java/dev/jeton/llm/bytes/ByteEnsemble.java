package dev.jeton.llm.bytes;

import java.util.List;

/**
 * Several predictors as one: the mean of their probabilities of the next byte, whatever their
 * vocabularies (Phan et al., arXiv:2410.09303, section 5.2).
 */
public final class ByteEnsemble implements BytePredictor {
  private final List<BytePredictor> members;

  /**
   * Predictors that have read the same text.
   *
   * @param members at least one
   */
  public ByteEnsemble(List<? extends BytePredictor> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("expected members, found none");
    }
    this.members = List.copyOf(members);
  }

  @Override
  public double[] logProbs() {
    var mean = new double[SYMBOLS];
    for (var member : members) {
      double[] logs = member.logProbs();
      for (int b = 0; b < SYMBOLS; b++) {
        mean[b] += Math.exp(logs[b]) / members.size();
      }
    }
    for (int b = 0; b < SYMBOLS; b++) {
      mean[b] = Math.log(mean[b]);
    }
    return mean;
  }

  @Override
  public void accept(int b) {
    members.forEach(member -> member.accept(b));
  }

  @Override
  public ByteEnsemble fork() {
    return new ByteEnsemble(members.stream().map(BytePredictor::fork).toList());
  }
}
