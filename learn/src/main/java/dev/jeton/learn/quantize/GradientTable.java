package dev.jeton.learn.quantize;

import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;

/** Codes that are a parameter themselves: NAMEcodes {@code [size, dim]}. */
record GradientTable(Parameters parameters, String name, int dim) implements CodeTable {

  @Override
  public Tensor tensor() {
    return parameters.get(name);
  }

  @Override
  public float[] values() {
    return tensor().toFloats();
  }

  @Override
  public long version() {
    return tensor().version();
  }

  @Override
  public boolean byLoss() {
    return true;
  }

  @Override
  public void set(float[] codes) {
    parameters.set(name, codes);
  }

  @Override
  public void move(int[] which, float[] rows, float count) {
    var codes = values();
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(rows, i * dim, codes, which[i] * dim, dim);
    }
    set(codes);
  }
}
