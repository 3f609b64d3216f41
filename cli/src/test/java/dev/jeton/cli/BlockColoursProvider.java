package dev.jeton.cli;

import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Spec;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** {@link BlockColours} as {@code blocks-1}; the weights of {@code blocks-2} are absent. */
public final class BlockColoursProvider implements CodecProvider {

  @Override
  public String family() {
    return "blocks";
  }

  @Override
  public List<String> names() {
    return List.of("blocks-2", "blocks-1");
  }

  @Override
  public String summary() {
    return "Mean colours, for tests.";
  }

  @Override
  public Codec<?> open(Spec spec, ModelFiles files) throws NoSuchFileException {
    if (spec.name().equals("blocks-2")) {
      throw new NoSuchFileException("blocks-2.safetensors", null, "not among the shipped models");
    }
    return new BlockColours();
  }
}
