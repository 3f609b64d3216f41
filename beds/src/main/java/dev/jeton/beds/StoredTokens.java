package dev.jeton.beds;

import dev.jeton.core.Budget;
import dev.jeton.core.Codec;
import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Signal;
import dev.jeton.learn.data.Pictures;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The tokens of labelled pictures, encoded once and kept in a file beside the training that reads
 * them.
 *
 * @param codec encodes each picture into as many tokens
 * @param mirrored whether each picture is followed by its mirror image
 */
public record StoredTokens(Codec<Signal.Image> codec, Pictures pictures, boolean mirrored) {
  private static final String IDS = "ids";

  /** Where each id of a picture stands. */
  public Layout layout() {
    return codec.layout(Extent.of(pictures.height(), pictures.width()));
  }

  /** Sequences per picture. */
  public int copies() {
    return mirrored ? 2 : 1;
  }

  /**
   * The tokens from {@code file}, or encoded and stored there where it is absent or of something
   * else.
   *
   * @param notes takes a line now and then
   */
  public TokenSequences at(Path file, Consumer<String> notes) throws IOException {
    if (Files.exists(file)) {
      var stored = Safetensors.read(file);
      if (stored.metadata().equals(origin())) {
        return sequences(
            Arrays.stream(stored.tensor(IDS).longs()).mapToInt(Math::toIntExact).toArray());
      }
    }
    int[] ids = encoded(notes);
    var tensors = new LinkedHashMap<String, WeightTensor>();
    int length = layout().count();
    tensors.put(
        IDS,
        WeightTensor.of(Arrays.stream(ids).asLongStream().toArray(), ids.length / length, length));
    new Safetensors(tensors, origin()).write(file);
    return sequences(ids);
  }

  private SequencedMap<String, String> origin() {
    var origin = new LinkedHashMap<String, String>();
    origin.put("codec", codec.spec().toString());
    origin.put("codec_weights", Long.toHexString(codec.fingerprint()));
    origin.put("pictures", pictures.hash());
    origin.put("mirrored", String.valueOf(mirrored));
    return origin;
  }

  private TokenSequences sequences(int[] ids) {
    int copies = copies();
    return new TokenSequences(
        ids,
        IntStream.range(0, pictures.size() * copies)
            .map(i -> pictures.label(i / copies))
            .toArray());
  }

  private int[] encoded(Consumer<String> notes) {
    int length = layout().count();
    int count = Math.multiplyExact(pictures.size(), copies());
    var ids = new int[Math.multiplyExact(count, length)];
    var done = new AtomicInteger();
    int step = Math.max(1000, count / 20);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              int[] some = encode(i / copies(), i % copies() == 1);
              System.arraycopy(some, 0, ids, i * length, length);
              int n = done.incrementAndGet();
              if (n % step == 0) {
                notes.accept("%,d of %,d pictures are tokens".formatted(n, count));
              }
            });
    return ids;
  }

  private int[] encode(int index, boolean mirror) {
    var tokens = codec.encode(PictureSignals.image(pictures, index, mirror), Budget.UNLIMITED);
    if (!tokens.complete()) {
      throw new IllegalArgumentException(
          "expected %d tokens of %s for picture %d, found %d"
              .formatted(layout().count(), codec.spec(), index, tokens.length()));
    }
    return tokens.ids();
  }
}
