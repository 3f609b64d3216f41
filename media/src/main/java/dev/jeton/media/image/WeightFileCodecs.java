package dev.jeton.media.image;

import dev.jeton.core.Codec;
import dev.jeton.core.CodecProvider;
import dev.jeton.core.ModelFiles;
import dev.jeton.core.Spec;
import java.io.IOException;
import java.util.List;

/** A family of codecs, each with one file of weights, {@code NAME.safetensors}. */
class WeightFileCodecs implements CodecProvider {

  /** Makes a codec of the content of its file. */
  interface Reader {
    /**
     * @param file name of the weights' file, for messages
     * @throws IOException if the weights are not such as the codec needs
     */
    Codec<?> codec(byte[] weights, String file, Spec spec) throws IOException;
  }

  private final String family;
  private final List<String> names;
  private final String summary;
  private final Reader reader;

  /**
   * @param names oldest first
   */
  WeightFileCodecs(String family, List<String> names, String summary, Reader reader) {
    this.family = family;
    this.names = names;
    this.summary = summary;
    this.reader = reader;
  }

  @Override
  public final String family() {
    return family;
  }

  @Override
  public final List<String> names() {
    return names;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Codec<?> open(Spec spec, ModelFiles files) throws IOException {
    if (!spec.arguments().isEmpty() || !spec.options().isEmpty()) {
      throw new IllegalArgumentException(
          "%s takes no arguments, found '%s'".formatted(spec.name(), spec));
    }
    var file = weights(spec.name()) + ".safetensors";
    return reader.codec(files.read(file), file, spec);
  }

  /** Whose weights codec {@code name} uses; its own by default. */
  String weights(String name) {
    return name;
  }
}
