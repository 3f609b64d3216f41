package dev.jeton.core;

import java.util.List;

/** A name that no codec on the class path answers to. */
public final class UnknownCodecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnknownCodecException(String name, List<String> known) {
    super("no codec named '%s'; known: %s".formatted(name, String.join(", ", known)));
  }
}
