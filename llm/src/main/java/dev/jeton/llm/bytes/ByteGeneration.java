package dev.jeton.llm.bytes;

import dev.jeton.generate.Sampler;
import java.io.ByteArrayOutputStream;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Lets a predictor go on by itself, byte by byte; what comes is whole characters of UTF-8. */
public final class ByteGeneration {
  private final BytePredictor predictor;
  private final Sampler sampler;
  private final RandomGenerator random;

  /**
   * Goes on with {@code predictor}, whose text ends between characters; the same random numbers
   * give the same bytes.
   */
  public ByteGeneration(BytePredictor predictor, Sampler sampler, RandomGenerator random) {
    this.predictor = predictor;
    this.sampler = sampler;
    this.random = random;
  }

  /**
   * Draws bytes until the text ends, or {@code stop} says so between two characters, or there are
   * {@code most}.
   *
   * @param stop is given all bytes so far
   */
  public byte[] run(int most, Predicate<byte[]> stop) {
    var out = new ByteArrayOutputStream();
    var state = Utf8State.START;
    int whole = 0;
    while (out.size() < most) {
      int symbol = draw(state, most - out.size());
      if (symbol == BytePredictor.END) {
        break;
      }
      predictor.accept(symbol);
      out.write(symbol);
      state = state.after(symbol);
      if (state.missing() == 0) {
        whole = out.size();
        if (stop.test(out.toByteArray())) {
          break;
        }
      }
    }
    return java.util.Arrays.copyOf(out.toByteArray(), whole);
  }

  private int draw(Utf8State state, int room) {
    double[] logs = predictor.logProbs();
    var allowed = new float[BytePredictor.SYMBOLS];
    for (int b = 0; b < BytePredictor.END; b++) {
      boolean fits = state.allows(b) && (state.missing() > 0 || state.after(b).missing() < room);
      allowed[b] = fits ? (float) logs[b] : Float.NEGATIVE_INFINITY;
    }
    allowed[BytePredictor.END] =
        state.missing() == 0 ? (float) logs[BytePredictor.END] : Float.NEGATIVE_INFINITY;
    return sampler.draw(allowed, 0, allowed.length, random);
  }
}
