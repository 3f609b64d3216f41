package dev.jeton.learn.quantize;

import dev.jeton.torch.Device;
import dev.jeton.torch.Tensor;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Codes that are moving averages, no parameter: van den Oord et al., arXiv:1711.00937, appendix
 * A.1. With N the moving count and m the moving sum of the vectors that chose a code, {@code e = m
 * / N}, where counts are smoothed by Laplace's rule: {@code N' = (N + ε) / (ΣN + K ε) · ΣN}, ε =
 * 1e-5 (as in DeepMind's Sonnet). Sums start as if the first codes had been chosen evenly before.
 */
final class AveragedTable implements CodeTable {
  private static final double SMOOTHING = 1e-5;

  private final int dim;
  private final double decay;
  private final Device device;
  private float[] codes;
  private float @Nullable [] sums;
  private long version;

  AveragedTable(int dim, float[] codes, double decay, Device device) {
    this.dim = dim;
    this.codes = codes;
    this.decay = decay;
    this.device = device;
  }

  @Override
  public Tensor tensor() {
    return Tensor.of(codes, codes.length / dim, dim).to(device);
  }

  @Override
  public float[] values() {
    return codes.clone();
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean byLoss() {
    return false;
  }

  @Override
  public void set(float[] codes) {
    this.codes = codes.clone();
    sums = null;
    version++;
  }

  @Override
  public void follow(float[] rows, int[] ids, CodeCounts counts) {
    int size = codes.length / dim;
    var m = sums == null ? evenly(ids.length / (float) size) : sums;
    sums = m;
    for (int i = 0; i < m.length; i++) {
      m[i] *= (float) decay;
    }
    for (int i = 0; i < ids.length; i++) {
      for (int d = 0; d < dim; d++) {
        m[ids[i] * dim + d] += (float) (1 - decay) * rows[i * dim + d];
      }
    }
    double total = counts.total();
    double scale = total / (total + size * SMOOTHING);
    for (int k = 0; k < size; k++) {
      double count = (counts.get(k) + SMOOTHING) * scale;
      for (int d = 0; d < dim; d++) {
        codes[k * dim + d] = (float) (m[k * dim + d] / count);
      }
    }
    version++;
  }

  private float[] evenly(float count) {
    var even = codes.clone();
    for (int i = 0; i < even.length; i++) {
      even[i] *= count;
    }
    return even;
  }

  @Override
  public void move(int[] which, float[] rows, float count) {
    for (int i = 0; i < which.length; i++) {
      for (int d = 0; d < dim; d++) {
        float value = rows[i * dim + d];
        codes[which[i] * dim + d] = value;
        if (sums != null) {
          sums[which[i] * dim + d] = count * value;
        }
      }
    }
    version++;
  }

  @Override
  public void state(SequencedMap<String, float[]> state) {
    state.put("codes", codes.clone());
    if (sums != null) {
      state.put("sums", sums.clone());
    }
  }

  @Override
  public void restore(Map<String, float[]> state) {
    codes = State.taken(state, "codes", codes.length);
    sums = state.containsKey("sums") ? State.taken(state, "sums", codes.length) : null;
    version++;
  }
}
