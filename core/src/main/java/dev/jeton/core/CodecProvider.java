package dev.jeton.core;

import java.io.IOException;
import java.util.List;

/**
 * Opens the codecs of one family. Listed in {@code META-INF/services/dev.jeton.core.CodecProvider}.
 */
public interface CodecProvider {

  /** The family: {@code photo}. Alone it means the newest version. */
  String family();

  /** Names of its versions, oldest first: {@code photo-1, photo-2}. */
  List<String> names();

  /** One sentence for {@code jeton codecs}. */
  String summary();

  /**
   * Opens one version.
   *
   * @param spec its name is one of {@link #names}
   * @throws java.nio.file.NoSuchFileException if its weights are absent
   * @throws IllegalArgumentException if the arguments do not fit
   */
  Codec<?> open(Spec spec, ModelFiles files) throws IOException;
}
