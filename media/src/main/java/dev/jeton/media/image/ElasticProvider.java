package dev.jeton.media.image;

import dev.jeton.core.ModelFiles;
import java.util.List;

/** The codecs with a line of tokens for a whole picture. */
public final class ElasticProvider extends WeightFileCodecs {
  public ElasticProvider() {
    super(
        "elastic",
        List.of("elastic-64"),
        "a whole picture as a short line of tokens, the most telling first; any prefix decodes",
        (weights, file, spec) ->
            new ElasticCodec(
                spec, ModelFiles.fingerprint(weights), ElasticWeights.read(weights, file), false));
  }
}
