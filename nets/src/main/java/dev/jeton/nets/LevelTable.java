package dev.jeton.nets;

/**
 * {@code level(n,c)}: adds to every place row L of a learned table, L being the number of levels
 * that the input was decoded from.
 *
 * @param levels rows of the table
 * @param table {@code [levels][channels]}
 */
record LevelTable(int levels, float[] table) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (pass.level() < 0 || pass.level() >= levels) {
      throw new IllegalArgumentException(
          "expected a level of 0..%d, found %d".formatted(levels - 1, pass.level()));
    }
    int channels = table.length / levels;
    int row = pass.level() * channels;
    float[] values = x.values();
    for (int from = 0; from < x.count(); from += channels) {
      for (int c = 0; c < channels; c++) {
        values[from + c] += table[row + c];
      }
    }
    return x;
  }

  @Override
  public Geometry geometry() {
    return Geometry.POINTWISE;
  }
}
