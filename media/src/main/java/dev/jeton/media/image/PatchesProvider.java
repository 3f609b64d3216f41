package dev.jeton.media.image;

import dev.jeton.core.ModelFiles;
import java.util.List;

/** The codecs without a network: overlapping patches, principal axes, residual codes. */
public final class PatchesProvider extends WeightFileCodecs {
  public PatchesProvider() {
    super(
        "patches",
        List.of("patches-1"),
        "photos as residual codes of overlapping 8x8 patches along their principal axes;"
            + " no network, small and fast",
        (weights, file, spec) ->
            PatchTables.read(weights, file).codec(spec, ModelFiles.fingerprint(weights)));
  }
}
