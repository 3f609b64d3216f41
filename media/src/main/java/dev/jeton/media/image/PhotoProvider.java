package dev.jeton.media.image;

import dev.jeton.core.ModelFiles;
import java.util.List;

/** The codecs with a trained network. */
public final class PhotoProvider extends WeightFileCodecs {
  public PhotoProvider() {
    super(
        "photo",
        List.of("photo-1"),
        "photos as residual codes of a trained network's vectors, coarse to fine",
        (weights, file, spec) ->
            PhotoWeights.read(weights, file).codec(spec, ModelFiles.fingerprint(weights)));
  }
}
