package dev.jeton.media.image;

import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Spec;
import java.io.IOException;
import java.util.List;

/** The codecs without a network: overlapping patches, principal axes, residual codes. */
public final class PatchesProvider implements CodecProvider {

  @Override
  public String family() {
    return "patches";
  }

  @Override
  public List<String> names() {
    return List.of("patches-1");
  }

  @Override
  public String summary() {
    return "photos as residual codes of overlapping 8x8 patches along their principal axes;"
        + " no network, small and fast";
  }

  @Override
  public Codec<?> open(Spec spec, ModelFiles files) throws IOException {
    if (!spec.arguments().isEmpty() || !spec.options().isEmpty()) {
      throw new IllegalArgumentException(
          "%s takes no arguments, found '%s'".formatted(spec.name(), spec));
    }
    var name = spec.name() + ".safetensors";
    byte[] weights = files.read(name);
    return PatchTables.read(weights, name).codec(spec, ModelFiles.fingerprint(weights));
  }
}
