package dev.jeton.weights.gguf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.weights.WeightFileException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Mutated files: each is refused with a {@link WeightFileException} or read in bounds. {@code
 * -Djeton.fuzz=200000} looks at so many.
 */
class GgufFuzzTest {
  private static final int CASES = Integer.getInteger("jeton.fuzz", 3000);
  private static final long SEED = Long.getLong("jeton.seed", System.nanoTime());
  private static final int HEADER = 3000;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void mutatedFilesAreRefusedOrReadInBounds() throws IOException {
    byte[] whole = GoldenBlocks.bytes();
    for (int i = 0; i < CASES; i++) {
      String again = "case %d: run again with -Djeton.seed=%d".formatted(i, SEED);
      byte[] mutated = mutated(whole);
      try {
        for (var tensor : Gguf.parse(mutated, "mutated").tensors().values()) {
          assertTrue(tensor.count() <= 8L * mutated.length, again);
          if (i % 20 == 0) {
            assertTrue(tensor.floats().length == tensor.count(), again);
          }
        }
      } catch (WeightFileException e) {
        assertTrue(!String.valueOf(e.getMessage()).contains("\n"), again);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(again, e);
      }
    }
  }

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      // Most changes meet the header, which is small.
      int end = random.nextInt(8) > 0 ? Math.min(HEADER, bytes.length) : bytes.length;
      int at = random.nextInt(end);
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 30));
        case 4 -> bytes = spliced(bytes, at, at + random.nextInt(Math.min(60, bytes.length - at)));
        case 5 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0xff);
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0);
      }
    }
    return bytes;
  }

  /** Without the bytes of {@code [from, to)}. */
  private static byte[] spliced(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }
}
