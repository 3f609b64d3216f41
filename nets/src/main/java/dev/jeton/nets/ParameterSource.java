package dev.jeton.nets;

/** Where a network's weights come from. */
public interface ParameterSource {

  /**
   * The values of parameter {@code name}, row-major.
   *
   * @throws IllegalArgumentException if it is absent or its shape is another
   */
  float[] get(String name, int... shape);
}
