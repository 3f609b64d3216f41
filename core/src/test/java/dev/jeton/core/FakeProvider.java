package dev.jeton.core;

import java.util.List;

/** Finds {@link FakeCodec}s. */
public final class FakeProvider implements CodecProvider {
  @Override
  public String family() {
    return "provided";
  }

  @Override
  public List<String> names() {
    return List.of("provided-1", "provided-2");
  }

  @Override
  public String summary() {
    return "for tests";
  }

  @Override
  public Codec<?> open(Spec spec, ModelFiles files) {
    return FakeCodec.named(spec.toString());
  }
}
