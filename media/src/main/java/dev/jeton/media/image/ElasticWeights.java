package dev.jeton.media.image;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Spec;
import dev.jeton.nets.Network;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.NearestCode;
import dev.jeton.weights.Safetensors;
import java.io.IOException;

/**
 * All that a codec of the family {@code elastic} knows, read from the weight file that {@code jeton
 * train elastic} writes.
 *
 * @param encoder from pixels {@code [side][side][3]} to a line of vectors
 * @param decoder from the first vectors of a line to pixels
 * @param codes the codebook, searched by direction
 * @param side of a picture in pixels
 * @param tokens of a picture
 */
public record ElasticWeights(
    Network encoder, Network decoder, Quantizer codes, int side, int tokens) {

  /**
   * Reads a weight file.
   *
   * @param name what errors call it
   * @throws IOException if it is no weight file of this family
   */
  public static ElasticWeights read(byte[] bytes, String name) throws IOException {
    var file = Safetensors.parse(bytes, name);
    try {
      var format = note(file, "format");
      if (!format.equals("jeton-elastic-1")) {
        throw new IllegalArgumentException("expected jeton-elastic-1, found " + format);
      }
      var codes = file.tensor("codes");
      int size = Math.toIntExact(codes.shape()[0]);
      float[] values = codes.floats();
      return new ElasticWeights(
          network(file, "encoder"),
          network(file, "decoder"),
          NearestCode.normalised(new Codebook(values.length / size, values)),
          Integer.parseInt(note(file, "side")),
          Integer.parseInt(note(file, "tokens")));
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new IOException("%s: no elastic codec: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Network network(Safetensors file, String which) {
    return Network.of(
        Spec.parse(note(file, which)),
        which + ".",
        (name, shape) -> {
          long count = 1;
          for (int size : shape) {
            count *= size;
          }
          float[] values = file.tensor(name).floats();
          if (values.length != count) {
            throw new IllegalArgumentException(
                "expected %d values of %s, found %d".formatted(count, name, values.length));
          }
          return values;
        });
  }

  private static String note(Safetensors file, String key) {
    var note = file.metadata().get(key);
    if (note == null) {
      throw new IllegalArgumentException("no metadata '" + key + "'");
    }
    return note;
  }
}
