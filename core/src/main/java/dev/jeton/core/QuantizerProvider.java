package dev.jeton.core;

import java.util.ServiceLoader;

/**
 * Builds quantizers of one name from a spec alone. Listed in {@code
 * META-INF/services/dev.jeton.core.QuantizerProvider}.
 */
public interface QuantizerProvider {
  String name();

  Quantizer create(Spec spec);

  /** The quantizer that {@code text} describes, such as {@code fsq:8,5,5,5}. */
  static Quantizer quantizer(String text) {
    var spec = Spec.parse(text);
    var known = new java.util.TreeSet<String>();
    for (var provider : ServiceLoader.load(QuantizerProvider.class)) {
      if (provider.name().equals(spec.name())) {
        return provider.create(spec);
      }
      known.add(provider.name());
    }
    throw new IllegalArgumentException(
        "no quantizer named '%s'; known: %s".formatted(spec.name(), String.join(", ", known)));
  }
}
