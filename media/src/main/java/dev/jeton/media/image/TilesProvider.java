package dev.jeton.media.image;

import dev.jeton.core.ModelFiles;
import java.util.List;

/** The codecs with a line of tokens for each square of a picture; weights of {@code elastic}. */
public final class TilesProvider extends WeightFileCodecs {
  public TilesProvider() {
    super(
        "tiles",
        List.of("tiles-64"),
        "each 64x64 pixels of a picture as a line of tokens, by the network of elastic-64",
        (weights, file, spec) ->
            new ElasticCodec(
                spec, ModelFiles.fingerprint(weights), ElasticWeights.read(weights, file), true));
  }

  @Override
  String weights(String name) {
    return name.replace("tiles-", "elastic-");
  }
}
