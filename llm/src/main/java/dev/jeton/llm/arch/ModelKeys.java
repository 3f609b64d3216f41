package dev.jeton.llm.arch;

import dev.jeton.llm.ModelException;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.GgufMetadata;
import java.util.Optional;

/** What a model file says of its architecture: keys that begin with the architecture's name. */
public final class ModelKeys {
  private final GgufMetadata metadata;
  private final String architecture;

  /**
   * The keys of a file.
   *
   * @throws ModelException if it names no architecture
   */
  public ModelKeys(GgufMetadata metadata) {
    this.metadata = metadata;
    architecture =
        metadata
            .text("general.architecture")
            .orElseThrow(() -> new ModelException("found no metadata 'general.architecture'"));
  }

  /** The architecture's name. */
  public String architecture() {
    return architecture;
  }

  /** Whether there is such a key. */
  public boolean has(String key) {
    return metadata.values().containsKey(full(key));
  }

  /**
   * A whole number that must be there.
   *
   * @throws ModelException if it is not, or out of range
   */
  public int whole(String key, int least, int most) {
    double value = number(key);
    if (!(value >= least && value <= most)) {
      throw new ModelException(
          "metadata '%s': expected %d to %d, found %s".formatted(full(key), least, most, value));
    }
    return (int) value;
  }

  /** A whole number, or {@code other} where there is none. */
  public int whole(String key, int least, int most, int other) {
    return has(key) ? whole(key, least, most) : other;
  }

  /** A number, or {@code other} where there is none. */
  public double real(String key, double other) {
    if (!has(key)) {
      return other;
    }
    double value = number(key);
    if (!Double.isFinite(value)) {
      throw new ModelException(
          "metadata '%s': expected a finite number, found %s".formatted(full(key), value));
    }
    return value;
  }

  /** A text, if any. */
  public Optional<String> text(String key) {
    return metadata.text(full(key));
  }

  private double number(String key) {
    try {
      return metadata
          .number(full(key))
          .orElseThrow(() -> new ModelException("found no metadata '%s'".formatted(full(key))));
    } catch (TokenizerException e) {
      throw new ModelException("metadata " + e.getMessage(), e);
    }
  }

  private String full(String key) {
    return architecture + "." + key;
  }
}
