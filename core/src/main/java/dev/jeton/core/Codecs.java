package dev.jeton.core;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/** All codecs on the class path, by name. */
public final class Codecs {
  private Codecs() {}

  /** The providers found, in order of their families' names. */
  public static List<CodecProvider> providers() {
    return ServiceLoader.load(CodecProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted((a, b) -> a.family().compareTo(b.family()))
        .toList();
  }

  /** {@link #open(Spec, ModelFiles)} with shipped weights. */
  public static Codec<?> open(String spec) throws IOException {
    return open(Spec.parse(spec), ModelFiles.SHIPPED);
  }

  /**
   * Opens a codec by the name of a version, by its family's name for the newest one, or as {@code
   * FAMILY-own} with the weights that {@link ModelFiles#withOwn} has for it.
   *
   * @throws UnknownCodecException if no provider has the name
   */
  public static Codec<?> open(Spec spec, ModelFiles files) throws IOException {
    for (var provider : providers()) {
      if (provider.names().contains(spec.name())
          || spec.name().equals(provider.family() + ModelFiles.OWN)) {
        return provider.open(spec, files);
      }
      if (provider.family().equals(spec.name())) {
        var newest = new Spec(provider.names().getLast(), spec.arguments(), spec.options());
        return provider.open(newest, files);
      }
    }
    throw new UnknownCodecException(spec.name(), names());
  }

  /** Names of all versions of all codecs. */
  public static List<String> names() {
    return providers().stream().flatMap(provider -> provider.names().stream()).toList();
  }
}
