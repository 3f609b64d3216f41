package dev.jeton.llm;

import dev.jeton.weights.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** The models that {@code golden/README.md} describes. */
final class Golden {
  private Golden() {}

  static Path path(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(Golden.class.getResource("/dev/jeton/llm/golden/" + name)).toURI());
  }

  /** Ids and the logits after every {@code step}-th of them. */
  record Sequence(int[] ids, int step, float[] logits) {
    static Sequence of(String model, int number) throws IOException, URISyntaxException {
      var golden = Safetensors.read(path(model + ".golden.safetensors"));
      int[] ids =
          Arrays.stream(golden.tensor("ids." + number).longs()).mapToInt(id -> (int) id).toArray();
      return new Sequence(ids, number == 0 ? 1 : 3, golden.tensor("logits." + number).floats());
    }
  }
}
