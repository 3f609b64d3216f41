package dev.jeton.media.image;

import dev.jeton.core.ContextIdCoder;
import dev.jeton.core.IdCoder;
import dev.jeton.core.RawIdCoder;
import dev.jeton.core.Spec;
import dev.jeton.nets.Network;
import dev.jeton.nets.ParameterSource;
import dev.jeton.nets.TiledNetwork;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.PyramidQuantizer;
import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a codec of the family {@code photo} knows, read from the weight file that {@code jeton
 * train photo} writes.
 *
 * @param encoder from pixels to vectors
 * @param decoder from vectors and a number of levels to pixels
 * @param levels of the pyramid; the costs of codes are squared errors, at the prices of the
 *     training
 * @param coderTables of {@link ContextIdCoder}; empty for raw ids
 */
public record PhotoWeights(
    Network encoder, Network decoder, List<PyramidQuantizer.Level> levels, byte[] coderTables) {
  /** Side of a tile in vectors: 1,024 pixels at a stride of 16. */
  private static final int TILE = 64;

  public PhotoWeights {
    levels = List.copyOf(levels);
  }

  /** The codec that these weights make. */
  public ImageCodec codec(Spec spec, long fingerprint) {
    IdCoder coder = coderTables.length == 0 ? new RawIdCoder() : ContextIdCoder.read(coderTables);
    var quantizer = new PyramidQuantizer(levels);
    var transform =
        new NetworkTransform(
            new TiledNetwork(encoder, TILE), new TiledNetwork(decoder, TILE), quantizer.dim());
    return new ImageCodec(spec, fingerprint, transform, quantizer, coder, BitPrice.TRAINED);
  }

  /** The same networks and codes with raw ids: what the tables are fitted with. */
  public PhotoWeights withoutCoder() {
    return new PhotoWeights(encoder, decoder, levels, new byte[0]);
  }

  /**
   * Reads a weight file.
   *
   * @param name what errors call it
   * @throws IOException if it is no weight file of this family
   */
  public static PhotoWeights read(byte[] bytes, String name) throws IOException {
    var file = Safetensors.parse(bytes, name);
    try {
      return new PhotoWeights(
          network(file, "encoder"), network(file, "decoder"), levels(file), coder(file));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("%s: no photo codec: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Network network(Safetensors file, String which) {
    return Network.of(Spec.parse(note(file, which)), which + ".", ParameterSource.of(file));
  }

  private static List<PyramidQuantizer.Level> levels(Safetensors file) {
    var scales = note(file, "scales").split(",", -1);
    var prices = note(file, "prices").split(",", -1);
    boolean smooth = note(file, "spread").equals("interpolated");
    var levels = new ArrayList<PyramidQuantizer.Level>();
    for (int i = 0; i < scales.length; i++) {
      float[] bits = file.tensor("level." + i + ".bits").floats();
      float[] codes = file.tensor("level." + i + ".codes").floats();
      float price = Float.parseFloat(prices[i]);
      for (int k = 0; k < bits.length; k++) {
        bits[k] *= price;
      }
      levels.add(
          new PyramidQuantizer.Level(
              Integer.parseInt(scales[i]),
              smooth,
              new Codebook(codes.length / bits.length, codes),
              bits));
    }
    return levels;
  }

  private static byte[] coder(Safetensors file) {
    return file.tensors().containsKey("coder")
        ? file.tensor("coder").data().toArray(ValueLayout.JAVA_BYTE)
        : new byte[0];
  }

  private static String note(Safetensors file, String key) {
    var note = file.metadata().get(key);
    if (note == null) {
      throw new IllegalArgumentException("no metadata '" + key + "'");
    }
    return note;
  }
}
