package dev.jeton.learn.elastic;

import dev.jeton.core.Quantizer;
import dev.jeton.torch.Parameters;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes what a codec of the family {@code elastic} ships: networks and codes as F16. */
public final class ElasticFile {
  private ElasticFile() {}

  /**
   * Writes a weight file.
   *
   * @param parameters under {@code encoder.} and {@code decoder.}
   * @param quantizer of one level; its codes are stored as they decode
   * @param notes further metadata, such as data and command
   */
  public static void write(
      Path file,
      ElasticShape shape,
      Parameters parameters,
      Quantizer quantizer,
      Map<String, String> notes)
      throws IOException {
    var half = WeightTensor.Type.F16;
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters
        .all()
        .forEach(
            (name, t) -> {
              if (name.startsWith("encoder.") || name.startsWith("decoder.")) {
                tensors.put(name, WeightTensor.of(half, t.toFloats(), t.shape()));
              }
            });
    int size = quantizer.vocabulary().size(0);
    var codes = new float[size * quantizer.dim()];
    quantizer.decode(IntStream.range(0, size).toArray(), size, codes);
    tensors.put("codes", WeightTensor.of(half, codes, size, quantizer.dim()));
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("format", "jeton-elastic-1");
    metadata.put("encoder", shape.encoder());
    metadata.put("decoder", shape.decoder());
    metadata.put("side", Integer.toString(shape.side()));
    metadata.put("tokens", Integer.toString(shape.count()));
    metadata.putAll(notes);
    new Safetensors(tensors, metadata).write(file);
  }
}
