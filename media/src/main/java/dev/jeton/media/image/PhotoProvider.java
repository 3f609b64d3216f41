package dev.jeton.media.image;

import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Spec;
import java.io.IOException;
import java.util.List;

/** The codecs with a trained network. */
public final class PhotoProvider implements CodecProvider {

  @Override
  public String family() {
    return "photo";
  }

  @Override
  public List<String> names() {
    return List.of("photo-1");
  }

  @Override
  public String summary() {
    return "photos as residual codes of a trained network's vectors, coarse to fine";
  }

  @Override
  public Codec<?> open(Spec spec, ModelFiles files) throws IOException {
    if (!spec.arguments().isEmpty() || !spec.options().isEmpty()) {
      throw new IllegalArgumentException(
          "%s takes no arguments, found '%s'".formatted(spec.name(), spec));
    }
    var name = spec.name() + ".safetensors";
    byte[] weights = files.read(name);
    return PhotoWeights.read(weights, name).codec(spec, ModelFiles.fingerprint(weights));
  }
}
